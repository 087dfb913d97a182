import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { absentFigure, type Figure } from '../domain/figure';
import type { DisclosureLineCode, TabledForm } from '../domain/statutory-form';
import { alignRows } from './align-rows';
import { assembleRows } from './assemble-rows';
import { collect } from './collect';
import { fold } from './fold';
import type { Cell, CellKind } from './lex-cells';
import type { LineCells } from './line-cells';
import { proveNoughts } from './prove-numbers';
import { figuresOfLine, sayProof, sayUnfilled } from './read-figures';
import type { NumberKind } from './read-number';
import { DISCLOSURE_TABLES, type DisclosureRow } from './table-lines';

export interface ProactiveDisclosureReading {
  readonly figures: readonly Figure<DisclosureLineCode>[];
  /** The form that the column headings speak for; null when they are gone. */
  readonly form: TabledForm | null;
}

const HEADINGS: Readonly<Record<TabledForm, RegExp>> = {
  FORM_2019: /新制作数量|新公开数量|对外公开总数量|上一年项目数量|本年增减|采购项目数量|其他对外管理服务事项/u,
  FORM_2021: /制发件数|废止件数|现行有效件数|本年收费金额/u,
};

/** 本年增减 */
const SHORTEST_HEADING = 4;

/** A cell with its text, folded; empty where it is no text. */
interface Word {
  readonly kind: CellKind;
  readonly start: number;
  readonly column: number | null;
  readonly text: string;
}

/** The words of a table with its headings, in reading order. */
interface Headed {
  readonly words: readonly Word[];
  readonly headings: readonly { readonly start: number; readonly texts: readonly string[] }[];
}

const wordOf = ({ kind, start, column, text }: Cell): Word => ({
  kind,
  start,
  column,
  text: kind === 'TEXT' ? fold(text) : '',
});

function formOf(words: readonly Word[]): TabledForm | null {
  const votes = { FORM_2019: 0, FORM_2021: 0 };
  for (const { text } of words) {
    if (text.length < SHORTEST_HEADING) continue;
    if (HEADINGS.FORM_2019.test(text)) votes.FORM_2019++;
    if (HEADINGS.FORM_2021.test(text)) votes.FORM_2021++;
  }
  if (votes.FORM_2019 === votes.FORM_2021) return null;
  return votes.FORM_2019 > votes.FORM_2021 ? 'FORM_2019' : 'FORM_2021';
}

/**
 * The unit that the heading of a column of money states. The form of 2021 says 万元, and some agencies change it; that of 2019 says nothing, and some
 * add it. It may stand in the cell after the heading.
 */
function statedUnit(words: readonly Word[], heading: string): NumberKind | undefined {
  const at = words.findIndex(({ text }) => text.includes(heading));
  if (at === -1) return undefined;
  const stated = (words[at]?.text ?? '') + (words[at + 1]?.text ?? '');
  if (/万元/u.test(stated)) return 'money-wan';
  return /(?:单位|金额)(?:为|是)?元/u.test(stated) ? 'money-yuan' : undefined;
}

const MONEY_HEADINGS: Readonly<Partial<Record<DisclosureLineCode, string>>> = {
  'fees.collected': fold('收费金额'),
  'procurement2019.amount': fold('采购总金额'),
};

/** A heading that has lost the unit which the form prints in it: the number may be of another. */
const lacksUnit = (words: readonly Word[], code: DisclosureLineCode): boolean => {
  const heading = code === 'fees.collected' ? MONEY_HEADINGS[code] : undefined;
  return heading !== undefined && words.some(({ text }) => text.includes(heading)) && !statedUnit(words, heading);
};

/** The first cell of a heading. */
const CORNER = fold('信息内容');

/** The columns of every row of either form. */
const COLUMNS: ReadonlySet<string> = new Set(
  Object.values(DISCLOSURE_TABLES).flatMap(({ rows }) => rows.flatMap(({ columns }) => columns)),
);

interface StatedColumns {
  /** Indexes into the lines of the row, in the order of the columns; the form's order where there is no whole heading. */
  readonly order: readonly number[];
  /** The heading does not tell the order: it is not there, not whole, or in other words than those of the form. */
  readonly isUnsure: boolean;
  /** Of the grid, of each column in its order, as far as they are named in it. */
  readonly places: readonly (number | null)[];
}

/** The columns of a row as the nearest heading above it states them. */
function statedColumns({ words, headings }: Headed, { columns }: DisclosureRow, before: number): StatedColumns {
  const order: number[] = [];
  const places: (number | null)[] = [];
  const formOrder = columns.map((_, at) => at);
  for (let at = words.length - 1; at >= 0 && order.length < columns.length; at--) {
    const word = words[at];
    if (word === undefined || word.start >= before || word.kind === 'EMPTY') continue;
    const column = columns.indexOf(word.text);
    if (column !== -1 && !order.includes(column)) {
      order.unshift(column);
      places.unshift(word.column);
    } else if (order.length > 0) break;
  }
  const heading = headings.findLast(({ start }) => start < before)?.texts;
  const isCut = heading !== undefined && heading.length < columns.length;
  if (order.length === columns.length || columns.length === 1)
    return { order: formOrder.map((at) => order[at] ?? at), isUnsure: isCut, places };
  const isInPlace = heading?.every((text, at) => text === columns[at] || !COLUMNS.has(text)) ?? false;
  return { order: formOrder, isUnsure: heading?.length !== columns.length || !isInPlace, places };
}

/** The words of every heading of which it is known where it begins, behind its first cell, folded; wrapped words count as more. */
function headingsOf(words: readonly Word[]): Headed['headings'] {
  return collect(words, ({ start, text }, corner) => {
    if (text !== CORNER) return undefined;
    const after = words.slice(corner + 1);
    const firstValue = after.findIndex(({ kind }) => kind === 'VALUE');
    const heading = after.slice(0, Math.max(0, firstValue)).filter(({ kind }) => kind !== 'EMPTY');
    // The last text before the first value is the label of the first row.
    return { start, texts: heading.slice(0, -1).map((word) => word.text) };
  });
}

/** A value that does not stand below the heading of its column. */
const isElsewhere = (column: number | null, place: number | null | undefined): boolean =>
  column !== null && typeof place === 'number' && column !== place;

/** The figures of one row, in the order of the form. */
function readRow(
  headed: Headed,
  row: DisclosureRow,
  aligned: LineCells,
  diagnostics: Diagnostic[],
): readonly Figure<DisclosureLineCode>[] {
  const [first] = aligned.found === 'CELLS' ? aligned.cells : [];
  const { order, isUnsure, places } = statedColumns(headed, row, first?.start ?? 0);
  const isBeside = aligned.found === 'CELLS' && aligned.cells.some(({ column }, at) => isElsewhere(column, places[at]));
  const isOfNoUnit = row.codes.some((code) => lacksUnit(headed.words, code));
  const known: LineCells =
    (isUnsure || isBeside || isOfNoUnit) && aligned.found === 'CELLS' ? { ...aligned, proof: 'ORDER' } : aligned;
  const result = proveNoughts(known);
  sayProof(row.codes, result, row.codes.length, diagnostics);
  const codes = collect(order, (at) => row.codes[at]);
  const kinds = order.map((at) => {
    const code = row.codes[at];
    const money = code === undefined ? undefined : MONEY_HEADINGS[code];
    return (money === undefined ? undefined : statedUnit(headed.words, money)) ?? row.kinds[at] ?? 'count';
  });
  if (first !== undefined && codes.some((code, at) => code !== row.codes[at]))
    diagnostics.push(diagnose('COLUMNS_REORDERED', { lines: row.codes, span: { start: first.start, end: first.end } }));
  const read = figuresOfLine(codes, kinds, result, [], diagnostics);
  sayUnfilled(read, {}, diagnostics);
  return collect(row.codes, (code) => read.find((figure) => figure.line === code));
}

/** Table two when there is none: every figure absent. */
export function absentProactiveDisclosure(form: TabledForm): readonly Figure<DisclosureLineCode>[] {
  return DISCLOSURE_TABLES[form].rows.flatMap((row) => row.codes.map(absentFigure));
}

/**
 * Reads table two.
 *
 * @param cells the cells of the table, heading included
 * @param fallback the form to read by when the column headings are gone
 */
export function readProactiveDisclosure(
  cells: readonly Cell[],
  fallback: TabledForm,
  diagnostics: Diagnostic[],
): ProactiveDisclosureReading {
  const words = cells.map(wordOf);
  const form = formOf(words);
  const { book, rows } = DISCLOSURE_TABLES[form ?? fallback];
  const lines = alignRows(
    assembleRows(book, cells),
    rows.map((row) => row.codes.length),
  );
  const headed = { words, headings: headingsOf(words) };
  const figures: Figure<DisclosureLineCode>[] = [];
  for (const [index, row] of rows.entries())
    figures.push(...readRow(headed, row, lines[index] ?? { found: 'NOTHING' }, diagnostics));
  return { figures, form };
}
