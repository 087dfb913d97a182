import {
  APPLICANT_PARTS,
  APPLICANTS,
  type Applicant,
  type ApplicationLineCode,
  applicationLinesOf,
  type DisclosureLineCode,
  disclosureLinesOf,
  REVIEW_LINES,
  REVIEW_TRACKS,
  type ReviewLineCode,
  type ReviewTrack,
  type TabledForm,
} from '../../src/domain/statutory-form';
import { fc } from './property';

/** What a cell of a synthetic report prints: a number, nothing, or that it does not apply. */
export type Printed = number | '' | '-';

/** A report that adds up, from which documents are rendered and drafts expected. */
export interface SyntheticReport {
  readonly agencyName: string;
  readonly year: number;
  readonly form: TabledForm;
  /** The form of table three, where it is another: 其他处理 in one line after 2021, say. */
  readonly applicationsForm?: TabledForm;
  readonly applications: ReadonlyMap<Applicant, ReadonlyMap<ApplicationLineCode, Printed>>;
  readonly review: ReadonlyMap<ReviewTrack, ReadonlyMap<ReviewLineCode, Printed>>;
  readonly disclosure: ReadonlyMap<DisclosureLineCode, Printed>;
  readonly narrative: { readonly 1: string; readonly 5: string; readonly 6: string };
}

export const AGENCY_NAMES = [
  '济南市历下区人民政府办公室',
  '瑞安市人民政府办公室',
  '平阳县教育局',
  '山东省人民政府办公厅',
  '滨州市财政局',
];

/** Small numbers are usual, zeros most of all; some are large. */
const count = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 2, arbitrary: fc.integer({ min: 10, max: 999 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1000, max: 99_999 }) },
);

/** One column of table three that adds up: outcomes and what is carried forward are drawn, the inflow follows. */
function column(
  form: TabledForm,
  draws: readonly number[],
  broughtShare: number,
): ReadonlyMap<ApplicationLineCode, number> {
  const codes = applicationLinesOf(form).map((line) => line.code);
  const outcomes = codes.filter((code) => code.startsWith('outcomes.') && code !== 'outcomes.total');
  const values = new Map<ApplicationLineCode, number>();
  let total = 0;
  for (const [index, code] of outcomes.entries()) {
    const value = draws[index] ?? 0;
    values.set(code, value);
    total += value;
  }
  const carried = draws[outcomes.length] ?? 0;
  const brought = Math.floor((total + carried) * broughtShare);
  values.set('outcomes.total', total).set('carriedForward', carried).set('broughtForward', brought);
  return values.set('received', total + carried - brought);
}

function applications(
  form: TabledForm,
  draws: readonly (readonly number[])[],
  broughtShare: number,
): SyntheticReport['applications'] {
  const columns = new Map<Applicant, ReadonlyMap<ApplicationLineCode, number>>();
  for (const [index, applicant] of APPLICANT_PARTS.entries())
    columns.set(applicant, column(form, draws[index] ?? [], broughtShare));
  const total = new Map<ApplicationLineCode, number>();
  for (const { code } of applicationLinesOf(form)) {
    total.set(
      code,
      APPLICANT_PARTS.reduce((sum, applicant) => sum + (columns.get(applicant)?.get(code) ?? 0), 0),
    );
  }
  return new Map(APPLICANTS.map((applicant) => [applicant, columns.get(applicant) ?? total]));
}

function review(draws: readonly number[]): SyntheticReport['review'] {
  return new Map(
    REVIEW_TRACKS.map((track, index) => {
      const parts = draws.slice(index * 4, index * 4 + 4);
      const values = REVIEW_LINES.map(
        (line, at) => [line.code, line.code === 'total' ? parts.reduce((a, b) => a + b, 0) : (parts[at] ?? 0)] as const,
      );
      return [track, new Map(values)];
    }),
  );
}

const PROSE = [
  '坚持以人民为中心的发展思想，不断提升公开质效。',
  '加强组织领导，健全工作机制。',
  '政策解读形式还不够丰富。',
  '下一步，我们将加强业务培训。',
  '本年度未收取信息处理费。',
];
const prose = fc
  .array(fc.constantFrom(...PROSE), { minLength: 1, maxLength: 4 })
  .map((sentences) => sentences.join(''));

/**
 * A consistent report of either form; `withGaps` also leaves cells of applicants blank or not applicable, `anyForm` uses either form in any year, for tables
 * two and three apart.
 */
export function syntheticReport(options: {
  readonly withGaps: boolean;
  readonly anyForm?: boolean;
}): fc.Arbitrary<SyntheticReport> {
  return fc
    .record({
      agencyName: fc.constantFrom(...AGENCY_NAMES),
      form: fc.constantFrom<TabledForm>('FORM_2019', 'FORM_2021'),
      otherForm: fc.constantFrom<TabledForm | null>('FORM_2019', 'FORM_2021', null, null),
      later: fc.integer({ min: 0, max: 3 }),
      draws: fc.array(fc.array(count, { minLength: 24, maxLength: 24 }), { minLength: 6, maxLength: 6 }),
      broughtShare: fc.constantFrom(0, 0.1, 0.5),
      cases: fc.array(count, { minLength: 12, maxLength: 12 }),
      disclosure: fc.array(count, { minLength: 32, maxLength: 32 }),
      sections: fc.tuple(prose, prose, prose),
      gaps: fc.array(fc.tuple(fc.nat(24), fc.nat(APPLICANT_PARTS.length - 1), fc.constantFrom<'' | '-'>('', '-')), {
        maxLength: options.withGaps ? 5 : 0,
      }),
    })
    .map((drawn) => {
      const applicationsForm = (options.anyForm ? drawn.otherForm : null) ?? drawn.form;
      const isLate = (options.anyForm && drawn.otherForm !== null ? drawn.otherForm : drawn.form) === 'FORM_2021';
      const tables = applications(applicationsForm, drawn.draws, drawn.broughtShare);
      const codes = applicationLinesOf(applicationsForm).map((line) => line.code);
      for (const [line, applicant, mark] of drawn.gaps) {
        const code = codes[line];
        const target = tables.get(APPLICANTS[applicant] ?? 'TOTAL') as Map<ApplicationLineCode, Printed>;
        if (code !== undefined) target.set(code, mark);
      }
      return {
        agencyName: drawn.agencyName,
        year: isLate ? 2021 + drawn.later : 2019 + (drawn.later % 2),
        form: drawn.form,
        applicationsForm,
        applications: tables,
        review: review(drawn.cases),
        disclosure: new Map(
          disclosureLinesOf(drawn.form).map((line, at) => [
            line.code,
            line.code === 'procurement2019.amount' ? 0 : (drawn.disclosure[at] ?? 0),
          ]),
        ),
        narrative: { 1: drawn.sections[0], 5: drawn.sections[1], 6: drawn.sections[2] },
      };
    });
}
