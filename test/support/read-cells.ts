import { SEVERITIES } from '../../src/domain/diagnostic';
import { readReport } from '../../src/imports/read-report';
import type { SyntheticReport } from './synthetic-report';

type Read = Extract<ReturnType<typeof readReport>, { ok: true }>;

/** Place of a cell: its line and, in tables three and four, its applicant or track. */
export type Place = string;

/** Reads a document that must be one. */
export function readText(source: string): Read {
  const result = readReport({ content: { text: source } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

/** Every cell of a draft by place, as `[line, figure, column]`. */
export function cellsOf({
  draft,
}: Read): ReadonlyMap<
  Place,
  { readonly line: string; readonly column: string; readonly value: number | null; readonly status: string }
> {
  const parts = [
    ...draft.applicationStats.map(({ applicant, figures }) => ({ column: applicant as string, figures })),
    ...draft.reviewLitigation.map(({ track, figures }) => ({ column: track as string, figures })),
    { column: '', figures: draft.proactiveDisclosure },
  ];
  return new Map(
    parts.flatMap(({ column, figures }) =>
      figures.map(
        (figure) =>
          [
            `${figure.line}@${column}`,
            { line: figure.line, column, value: figure.value, status: figure.status },
          ] as const,
      ),
    ),
  );
}

/** What a synthetic report prints, by place; money in yuan. */
export function printedCells(report: SyntheticReport): ReadonlyMap<Place, number | '' | '-'> {
  const cells = new Map<Place, number | '' | '-'>();
  for (const part of [report.applications, report.review]) {
    for (const [column, lines] of part) for (const [line, printed] of lines) cells.set(`${line}@${column}`, printed);
  }
  for (const [line, printed] of report.disclosure) {
    cells.set(`${line}@`, line === 'fees.collected' && typeof printed === 'number' ? printed * 10_000 : printed);
  }
  return cells;
}

/** Numbers that were read as reported, differ from what stands in that cell of the form, and that no finding of WARNING or worse names. */
export function silentlyWrong(report: SyntheticReport, read: Read): readonly string[] {
  const printed = printedCells(report);
  const loud = read.diagnostics.filter(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('WARNING'));
  const wrong: string[] = [];
  for (const [place, { line, column, value, status }] of cellsOf(read)) {
    if (status !== 'REPORTED' || printed.get(place) === value) continue;
    const isNamed = loud.some(
      ({ lines, applicant, track }) =>
        (lines as readonly string[]).includes(line) &&
        (applicant === null || applicant === column) &&
        (track === null || track === column),
    );
    if (!isNamed) wrong.push(`${place} read ${value}, printed ${printed.get(place)}`);
  }
  return wrong;
}
