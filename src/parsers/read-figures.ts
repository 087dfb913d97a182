import { type Diagnostic, diagnose, type Finding } from '../domain/diagnostic';
import { absentFigure, type Figure } from '../domain/figure';
import type { LineCode } from '../domain/statutory-form';
import { spanOfRow } from './assemble-rows';
import { filledOf } from './fit-cells';
import type { Cell } from './lex-cells';
import type { LineCells } from './line-cells';
import { NO_NUMBER, type NumberKind, readNumber } from './read-number';

/** Where a cell belongs besides its line. */
export type CellPlace = Pick<Finding, 'applicant' | 'track'>;

/** Reads one cell to a figure; what is wrong with it is said. */
export function readFigure<Code extends LineCode>(
  line: Code,
  cell: Cell,
  kind: NumberKind,
  inferred: boolean,
  place: CellPlace,
  diagnostics: Diagnostic[],
): Figure<Code> {
  const span = { start: cell.start, end: cell.end };
  if (cell.proven !== undefined) {
    const expected = String(cell.proven);
    diagnostics.push(diagnose('LABEL_INFERRED', { lines: [line], span, actual: cell.text, expected, ...place }));
    return { line, status: 'REPORTED', value: cell.proven, printed: cell.printed ?? cell.text, inferred: true, span };
  }
  const reading = cell.kind === 'TEXT' ? NO_NUMBER : readNumber(cell.text, kind);
  if (reading.finding !== null)
    diagnostics.push(diagnose(reading.finding, { lines: [line], span, actual: cell.text, ...place }));
  return { line, status: reading.status, value: reading.value, printed: cell.printed ?? cell.text, inferred, span };
}

const UNFILLED = [
  ['BLANK', 'FIGURE_BLANK'],
  ['NOT_APPLICABLE', 'FIGURE_NOT_APPLICABLE'],
] as const;

/**
 * Says what cells of one row are blank or do not apply: one finding a row, not one a cell. Of a row that ends in a blank every line is named: it may have
 * lost another cell instead.
 *
 * @param places of the cells, where they differ: named when one cell alone is concerned
 */
export function sayUnfilled(
  figures: readonly Figure[],
  place: CellPlace,
  diagnostics: Diagnostic[],
  places: readonly CellPlace[] = [],
): void {
  for (const [status, code] of UNFILLED) {
    const first = figures.find((figure) => figure.status === status);
    if (first === undefined) continue;
    const concerned = figures.filter((figure) => figure.status === status);
    const endsBlank = status === 'BLANK' && figures[figures.length - 1]?.status === 'BLANK';
    const lines = [...new Set((endsBlank ? figures : concerned).map((figure) => figure.line))];
    const own = concerned.length === 1 && !endsBlank ? places[figures.indexOf(first)] : undefined;
    diagnostics.push(diagnose(code, { lines, span: first.span, ...place, ...own }));
  }
}

/** Says why the cells of a line are not known, or how they came to be known when not by an intact label. */
export function sayProof(
  lines: readonly LineCode[],
  result: LineCells,
  width: number,
  diagnostics: Diagnostic[],
  at: CellPlace = {},
): void {
  switch (result.found) {
    case 'NOTHING':
      diagnostics.push(diagnose('LINE_ABSENT', { lines, ...at }));
      return;
    case 'AMBIGUOUS': {
      const [first, ...others] = result.rows.map(spanOfRow);
      diagnostics.push(
        diagnose('ROW_AMBIGUOUS', {
          lines,
          span: first ?? null,
          related: others,
          actual: String(result.rows.length),
          ...at,
        }),
      );
      return;
    }
    case 'PARTLY':
    case 'MISFIT': {
      if (result.found === 'PARTLY')
        diagnostics.push(diagnose('LABEL_INFERRED', { lines, span: spanOfRow(result.row), ...at }));
      const filled = filledOf(result.row).length;
      diagnostics.push(
        diagnose('ROW_SHORT', {
          lines,
          span: spanOfRow(result.row),
          actual: `${filled} cells`,
          expected: `${width} cells`,
          ...at,
        }),
      );
      return;
    }
    case 'CELLS': {
      if (result.proof === 'LABEL') return;
      const first = result.cells[0];
      const label = result.label[result.label.length - 1];
      const place = result.proof === 'ALIKE' && label !== undefined ? label : first;
      const span = place === undefined ? null : { start: place.start, end: place.end };
      diagnostics.push(
        diagnose(result.proof === 'ALIKE' ? 'LABEL_DAMAGED' : 'LABEL_INFERRED', {
          lines,
          span,
          ...at,
          ...(result.proof === 'ALIKE' && label !== undefined ? { actual: label.text } : {}),
        }),
      );
    }
  }
}

/** Figures of a line whose cells are known, or as many absent ones. */
export function figuresOfLine<Code extends LineCode>(
  codes: readonly Code[],
  kinds: readonly NumberKind[],
  result: LineCells,
  places: readonly CellPlace[],
  diagnostics: Diagnostic[],
): readonly Figure<Code>[] {
  return codes.map((code, index) => {
    const cell = result.found === 'CELLS' || result.found === 'PARTLY' ? result.cells[index] : undefined;
    if (cell === undefined) return absentFigure(code);
    const inferred = result.found !== 'CELLS' || result.proof === 'ORDER';
    return readFigure(code, cell, kinds[index] ?? 'count', inferred, places[index] ?? {}, diagnostics);
  });
}
