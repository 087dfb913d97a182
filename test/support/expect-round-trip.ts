import type { FigureStatus } from '../../src/domain/figure';
import type { readReport } from '../../src/imports/read-report';
import { cellsOf, printedCells } from './read-cells';
import type { SyntheticReport } from './synthetic-report';

export type Read = Extract<ReturnType<typeof readReport>, { ok: true }>;

const STATUS: Readonly<Record<string, FigureStatus>> = { '': 'BLANK', '-': 'NOT_APPLICABLE' };

/** What was read is what was printed: every figure, the cover, the prose, and spans that show what stands there. */
export function expectRoundTrip(report: SyntheticReport, result: Read): void {
  const expected = [...printedCells(report)].map(([place, printed]) => [
    place,
    typeof printed === 'number' ? `REPORTED ${printed}` : `${STATUS[printed]} null`,
  ]);
  const read = [...cellsOf(result)].map(([place, { status, value }]) => [place, `${status} ${value}`]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
  const { draft, document } = result;
  expect(draft).toMatchObject({ year: report.year, form: report.form, agency: { name: report.agencyName } });
  expect(draft.narrative.map((section) => [section.ordinal, section.text])).toEqual([
    [1, report.narrative[1]],
    [5, report.narrative[5]],
    [6, report.narrative[6]],
  ]);
  const figures = [...draft.applicationStats, ...draft.reviewLitigation].flatMap((part) => [...part.figures]);
  for (const figure of [...figures, ...draft.proactiveDisclosure]) {
    expect(figure.inferred).toBe(false);
    expect(document.text.slice(figure.span?.start, figure.span?.end)).toBe(figure.printed);
  }
}
