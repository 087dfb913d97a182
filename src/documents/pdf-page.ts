import { type Matrix, multiply, type TextItem } from './pdf-turn';

/** Text that was drawn at one go: its characters and the box around them, in points, y upwards from the foot of the page. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A ruling line: at `at` across, from `from` to `to` along. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** Numbers of the operators that draw rules, as pdf.js has them. */
export interface OperatorNumbers {
  readonly save: number;
  readonly restore: number;
  readonly transform: number;
  readonly constructPath: number;
  readonly paintFormXObjectBegin: number;
  readonly paintFormXObjectEnd: number;
  readonly stroke: number;
  readonly closeEOFillStroke: number;
}

type Point = readonly [number, number];

/** Anything thinner is a line, however it was drawn. */
const THIN = 3;
const SHORTEST_RULE = 4;
const MOST_RULES = 20_000;
/** Operands of the steps of a path: move, line, cubic and quadratic curve, close. */
const STEP_LENGTHS = [2, 2, 6, 4, 0];

/**
 * Pieces of text that stand upright when the page is turned; other ones are watermarks. A piece that goes over gaps is taken apart at them.
 *
 * @param turn of the page
 */
export function runsOf(items: readonly TextItem[], turn: Matrix): readonly Run[] {
  return items.flatMap((item) => {
    const [a, b, c, d, x, y] = multiply(turn, item.transform as Matrix);
    if (item.str.trim() === '' || Math.abs(b) > 0.01 * Math.abs(a) || Math.abs(c) > 0.5 * Math.abs(d)) return [];
    return pieces({ text: item.str, x, y, width: item.width, height: item.height || Math.abs(d) });
  });
}

function pieces(run: Run): readonly Run[] {
  if (!/\s/.test(run.text)) return [run];
  const advance = (text: string): number => {
    let sum = 0;
    for (const character of text) sum += character > '\u02ff' ? 2 : 1;
    return sum;
  };
  const unit = run.width / Math.max(1, advance(run.text));
  return [...run.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    ...run,
    text,
    x: run.x + advance(run.text.slice(0, index)) * unit,
    width: advance(text) * unit,
  }));
}

/** The ruling lines of a page that is turned: strokes along an axis, and filled boxes that are thin. */
export function rulesOf(
  list: OperatorList,
  ops: OperatorNumbers,
  turn: Matrix,
): Pick<PdfPage, 'horizontal' | 'vertical'> {
  const horizontal: Rule[] = [];
  const vertical: Rule[] = [];
  const stack: Matrix[] = [];
  let matrix = turn;
  const add = ([x1, y1]: Point, [x2, y2]: Point) => {
    const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
    if (height < THIN && width >= SHORTEST_RULE)
      horizontal.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
    else if (width < THIN && height >= SHORTEST_RULE)
      vertical.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
  };
  for (const [at, operator] of list.fnArray.entries()) {
    const operands = list.argsArray[at] as readonly unknown[] | null;
    if (operator === ops.save) stack.push(matrix);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) matrix = stack.pop() ?? turn;
    else if (operator === ops.transform) matrix = multiply(matrix, operands as unknown as Matrix);
    else if (operator === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      if (operands?.[0]) matrix = multiply(matrix, operands[0] as Matrix);
    } else if (operator === ops.constructPath && operands !== null) {
      const [painting, [path]] = operands as readonly [number, readonly [ArrayLike<number> | null]];
      if (path === null || painting < ops.stroke || painting > ops.closeEOFillStroke) continue;
      for (const points of subpaths(path, matrix)) addPath(points, painting <= ops.stroke + 1, add);
      if (horizontal.length + vertical.length > MOST_RULES) break;
    }
  }
  return { horizontal, vertical };
}

function addPath(points: readonly Point[], stroked: boolean, add: (from: Point, to: Point) => void): void {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right - left < THIN || high - low < THIN) add([left, low], [right, high]);
  else if (stroked)
    for (const [at, to] of points.entries()) {
      const from = points[at - 1];
      if (from !== undefined) add(from, to);
    }
}

function* subpaths(path: ArrayLike<number>, [a, b, c, d, e, f]: Matrix): Generator<readonly Point[]> {
  let points: Point[] = [];
  for (let at = 0; at < path.length; ) {
    const step = path[at] ?? 4;
    const length = STEP_LENGTHS[step] ?? 0;
    if (step === 0 && points.length > 0) {
      yield points;
      points = [];
    }
    if (step === 4 && points[0] !== undefined) points.push(points[0]);
    if (length > 0) {
      const x = path[at + length - 1] ?? 0;
      const y = path[at + length] ?? 0;
      points.push([a * x + c * y + e, b * x + d * y + f]);
    }
    at += length + 1;
  }
  if (points.length > 0) yield points;
}
