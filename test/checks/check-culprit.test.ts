import type { Applicant, ApplicationLineCode } from '../../src/domain/statutory-form';
import { APPLICANTS, applicationLinesOf } from '../../src/domain/statutory-form';
import { fc } from '../support/property';
import { readText } from '../support/read-cells';
import { renderReport } from '../support/render-report';
import { printTables } from '../support/report-tables';
import { type Printed, type SyntheticReport, syntheticReport } from '../support/synthetic-report';

interface Misprint {
  readonly applicant: Applicant;
  readonly line: ApplicationLineCode;
  readonly value: Printed;
}

function withMisprints(report: SyntheticReport, misprints: readonly Misprint[]): SyntheticReport {
  const applications = new Map([...report.applications].map(([applicant, lines]) => [applicant, new Map(lines)]));
  for (const { applicant, line, value } of misprints) applications.get(applicant)?.set(line, value);
  return { ...report, applications };
}

const suspects = (report: SyntheticReport) =>
  readText(renderReport(report, printTables(report), 'row-bars')).diagnostics.filter(
    ({ code }) => code === 'FIGURE_SUSPECT',
  );

/** A report with the places of two cells in different lines and columns, and two counts to print in them. */
const drawn = fc.record({
  report: syntheticReport({ withGaps: false }),
  applicants: fc.shuffledSubarray([...APPLICANTS], { minLength: 2, maxLength: 2 }),
  lines: fc.shuffledSubarray([...applicationLinesOf('FORM_2019')], { minLength: 2, maxLength: 2 }),
  more: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
});

test('one wrong figure is named, with the count that fits; two are not', () => {
  fc.assert(
    fc.property(drawn, ({ report, applicants, lines, more }) => {
      // The one line of other outcomes is on the older form only; its total stands in for it.
      const codes = lines.map(({ code }) => (report.applications.get('TOTAL')?.has(code) ? code : 'outcomes.total'));
      const misprints = [0, 1].map((at): Misprint => {
        const [applicant = 'TOTAL', line = 'received'] = [applicants[at], codes[at]];
        return { applicant, line, value: Number(report.applications.get(applicant)?.get(line)) + (more[at] ?? 1) };
      });
      const [first] = misprints;
      if (first === undefined || codes[0] === codes[1]) return;
      expect(suspects(report)).toEqual([]);
      expect(suspects(withMisprints(report, [first]))).toMatchObject([
        {
          severity: 'WARNING',
          lines: [first.line],
          applicant: first.applicant,
          actual: String(first.value),
          expected: String(report.applications.get(first.applicant)?.get(first.line)),
        },
      ]);
      expect(suspects(withMisprints(report, misprints))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a figure is not named when another would do as well', () => {
  const [report] = fc.sample(syntheticReport({ withGaps: false }), { numRuns: 1, seed: 5 });
  if (report === undefined) throw new Error('no report was made');
  const value = Number(report.applications.get('TOTAL')?.get('carriedForward')) + 1;
  // With the kinds of applicant unknown, received, brought forward and carried forward fit equally.
  const unknown = APPLICANTS.slice(0, 6).flatMap((applicant) =>
    (['received', 'broughtForward', 'carriedForward'] as const).map(
      (line): Misprint => ({ applicant, line, value: '' }),
    ),
  );
  const read = withMisprints(report, [{ applicant: 'TOTAL', line: 'carriedForward', value }, ...unknown]);
  expect(suspects(read)).toEqual([]);
});
