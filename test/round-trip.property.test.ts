import type { Figure, FigureStatus } from '../src/domain/figure';
import { fc } from './support/property';
import { readText } from './support/read-cells';
import { LAYOUTS, LAYOUTS_WITH_BLANKS, type Layout, renderReport } from './support/render-report';
import { printTables } from './support/report-tables';
import { type Printed, type SyntheticReport, syntheticReport } from './support/synthetic-report';

/** `line@column status value` of every cell of a report, as the document prints them. */
type Cells = ReadonlyMap<string, string>;

const STATUS: Readonly<Record<string, FigureStatus>> = { '': 'BLANK', '-': 'NOT_APPLICABLE' };
const describeCell = (printed: Printed, yuanPerUnit = 1): string =>
  typeof printed === 'number' ? `REPORTED ${printed * yuanPerUnit}` : `${STATUS[printed]} null`;

function expectedCells(report: SyntheticReport): Cells {
  const cells = new Map<string, string>();
  for (const [applicant, lines] of report.applications) {
    for (const [line, printed] of lines) cells.set(`${line}@${applicant}`, describeCell(printed));
  }
  for (const [track, lines] of report.review) {
    for (const [line, printed] of lines) cells.set(`${line}@${track}`, describeCell(printed));
  }
  for (const [line, printed] of report.disclosure)
    cells.set(line, describeCell(printed, line === 'fees.collected' ? 10_000 : 1));
  return cells;
}

function read(source: string): {
  readonly cells: Cells;
  readonly result: ReturnType<typeof readText>;
} {
  const result = readText(source);
  const cells = new Map<string, string>();
  for (const { applicant, figures } of result.draft.applicationStats) {
    for (const figure of figures) cells.set(`${figure.line}@${applicant}`, `${figure.status} ${figure.value}`);
  }
  for (const { track, figures } of result.draft.reviewLitigation) {
    for (const figure of figures) cells.set(`${figure.line}@${track}`, `${figure.status} ${figure.value}`);
  }
  for (const figure of result.draft.proactiveDisclosure) cells.set(figure.line, `${figure.status} ${figure.value}`);
  return { cells, result };
}

/** Places whose cells differ; compared by hand, because a matcher on every cell of every report is slow. */
function differences(expected: Cells, actual: Cells): readonly string[] {
  const places = new Set([...expected.keys(), ...actual.keys()]);
  return [...places]
    .filter((place) => expected.get(place) !== actual.get(place))
    .map((place) => `${place}: ${actual.get(place)} instead of ${expected.get(place)}`);
}

function expectRoundTrip(report: SyntheticReport, layout: Layout): void {
  const { cells, result } = read(renderReport(report, printTables(report), layout));
  expect(differences(expectedCells(report), cells)).toEqual([]);
  const { draft, document } = result;
  expect(draft).toMatchObject({ year: report.year, form: report.form, agency: { name: report.agencyName } });
  expect(draft.narrative.map((section) => [section.ordinal, section.text])).toEqual([
    [1, report.narrative[1]],
    [5, report.narrative[5]],
    [6, report.narrative[6]],
  ]);
  const figures: readonly Figure[] = [
    ...[...draft.applicationStats, ...draft.reviewLitigation].flatMap((part): readonly Figure[] => part.figures),
    ...draft.proactiveDisclosure,
  ];
  expect(figures.filter(({ inferred }) => inferred)).toEqual([]);
  const isExact = ({ span, printed }: Figure): boolean => document.text.slice(span?.start, span?.end) === printed;
  expect(figures.filter((figure) => !isExact(figure))).toEqual([]);
}

describe('parse(render(draft)) = draft', () => {
  test.each(LAYOUTS)('in the layout %s', (layout) => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: false }), (report) => expectRoundTrip(report, layout)),
      { numRuns: 20 },
    );
  });

  test.each(LAYOUTS_WITH_BLANKS)('with blank cells, in the layout %s', (layout) => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: true }), (report) => expectRoundTrip(report, layout)),
      { numRuns: 20 },
    );
  });
});
