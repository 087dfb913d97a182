import { type Diagnostic, diagnose } from '../../src/domain/diagnostic';
import type { DiagnosticCode } from '../../src/domain/diagnostic-catalogue';
import { absentFigure, type Figure } from '../../src/domain/figure';
import type { AdminLevel } from '../../src/domain/region';
import type { AgencyKind, ReadingHints, ReportDraft, ReportScope } from '../../src/domain/report-draft';
import {
  APPLICANT_PARTS,
  APPLICANTS,
  type Applicant,
  type ApplicationLineCode,
  applicationLinesOf,
  disclosureLinesOf,
  type LineCode,
  REVIEW_LINES,
  REVIEW_TRACKS,
  type TabledForm,
} from '../../src/domain/statutory-form';
import type { ReadResult, ReportContent } from '../../src/imports/read-report';

/** What a made-up document says; everything has a default. Equal documents give equal drafts. */
export interface MadeUpReport {
  readonly agencyName?: string | null;
  readonly printedName?: string;
  readonly regionCode?: string | null;
  readonly kind?: AgencyKind;
  readonly level?: AdminLevel;
  readonly year?: number | null;
  readonly scope?: ReportScope;
  readonly form?: TabledForm;
  /** Another seed, other figures. */
  readonly seed?: number;
  /** By `line@applicant`, `line@track` or `line`; null is a cell that the document does not have. */
  readonly figures?: Readonly<Record<string, number | null>>;
  readonly findings?: readonly DiagnosticCode[];
  readonly narrative?: string;
}

/** Small, and the same for the same seed and place. */
function drawn(seed: number, place: number): number {
  const mixed = Math.imul(seed * 7919 + place * 104_729 + 1, 0x9e3779b1) >>> 0;
  return mixed % 3 === 0 ? (mixed >>> 8) % 50 : 0;
}

/** Writes numbers into a text and remembers where. */
class Page {
  text: string;

  constructor(heading: string) {
    this.text = heading;
  }

  figure<Code extends LineCode>(line: Code, value: number | null): Figure<Code> {
    if (value === null) return absentFigure(line);
    const printed = String(value);
    const start = this.text.length + 1;
    this.text += ` ${printed}`;
    return { line, status: 'REPORTED', value, printed, inferred: false, span: { start, end: start + printed.length } };
  }
}

/** One column of table three that adds up. */
function column(form: TabledForm, seed: number, place: number): Map<ApplicationLineCode, number> {
  const values = new Map<ApplicationLineCode, number>();
  const outcomes = applicationLinesOf(form)
    .map(({ code }) => code)
    .filter((code) => code.startsWith('outcomes.') && code !== 'outcomes.total');
  outcomes.forEach((code, line) => {
    values.set(code, drawn(seed, place * 100 + line));
  });
  const closed = [...values.values()].reduce((sum, value) => sum + value, 0);
  const carried = drawn(seed, place * 100 + 98);
  return values
    .set('outcomes.total', closed)
    .set('carriedForward', carried)
    .set('broughtForward', 0)
    .set('received', closed + carried);
}

/** The draft of a made-up report and the text that its spans point into. */
export function buildDraft(report: MadeUpReport): { readonly draft: ReportDraft; readonly text: string } {
  const {
    agencyName = '甲县人民政府办公室',
    regionCode = '370102',
    year = 2024,
    form = 'FORM_2021',
    seed = 1,
  } = report;
  const page = new Page(`${report.printedName ?? agencyName}${year}年政府信息公开工作年度报告\n`);
  const stated = (place: string, value: number): number | null => {
    const override = report.figures?.[place];
    return override === undefined ? value : override;
  };
  const parts = new Map<Applicant, Map<ApplicationLineCode, number>>(
    APPLICANT_PARTS.map((applicant, place) => [applicant, column(form, seed, place)]),
  );
  const applicationStats = APPLICANTS.map((applicant) => ({
    applicant,
    figures: applicationLinesOf(form).map(({ code }) => {
      const sum = [...parts.values()].reduce((total, values) => total + (values.get(code) ?? 0), 0);
      return page.figure(code, stated(`${code}@${applicant}`, parts.get(applicant)?.get(code) ?? sum));
    }),
  }));
  const reviewLitigation = REVIEW_TRACKS.map((track, block) => {
    const results = REVIEW_LINES.slice(0, 4).map((_, place) => drawn(seed, 1000 + block * 10 + place));
    const total = results.reduce((sum, value) => sum + value, 0);
    return {
      track,
      figures: REVIEW_LINES.map(({ code }, place) =>
        page.figure(code, stated(`${code}@${track}`, results[place] ?? total)),
      ),
    };
  });
  const proactiveDisclosure = disclosureLinesOf(form).map(({ code }, place) =>
    page.figure(code, stated(code, drawn(seed, 2000 + place))),
  );
  page.text += '\n一、总体情况\n';
  const start = page.text.length;
  const narrative = report.narrative ?? '坚持公开为常态。';
  page.text += narrative;
  const draft: ReportDraft = {
    agency:
      agencyName === null
        ? null
        : {
            name: agencyName,
            regionCode,
            kind: report.kind ?? 'GENERAL_OFFICE',
            level: report.level ?? 'COUNTY',
            printed: report.printedName ?? agencyName,
            span: { start: 0, end: (report.printedName ?? agencyName).length },
          },
    agencyCandidates: [],
    year,
    scope: report.scope ?? 'OWN',
    scopeSpan: null,
    form,
    title: page.text.split('\n', 1)[0] ?? null,
    applicationStats,
    reviewLitigation,
    proactiveDisclosure,
    narrative: [{ ordinal: 1, heading: '一、总体情况', text: narrative, span: { start, end: page.text.length } }],
    statedCounts: [],
  };
  return { draft, text: page.text };
}

/** The content of an item that `readMadeUp` reads. */
export const madeUp = (report: MadeUpReport): string => JSON.stringify(report);

/** Reads what `madeUp` writes, in place of the reader of real documents. Declared agency, region, year and scope win, as there. */
export function readMadeUp({ content }: ReportContent, hints: ReadingHints): ReadResult {
  const raw = 'text' in content ? content.text : Buffer.from(content.bytes).toString();
  if (!raw.startsWith('{')) return { ok: false, message: 'This is no made-up report.' };
  const stated = JSON.parse(raw) as MadeUpReport;
  const report: MadeUpReport = {
    ...stated,
    agencyName: hints.agencyName ?? stated.agencyName,
    regionCode: hints.regionCode ?? stated.regionCode,
    year: hints.year ?? stated.year,
    scope: hints.scope ?? stated.scope,
  } as MadeUpReport;
  const { draft, text } = buildDraft(report);
  const codes = [...(report.findings ?? [])];
  if (draft.agency === null) codes.push('AGENCY_UNRESOLVED');
  if (draft.year === null) codes.push('YEAR_UNRESOLVED');
  const diagnostics: readonly Diagnostic[] = codes.map((code) => diagnose(code));
  const document = { text, mediaType: 'text/plain', tables: [], pageTitles: [], diagnostics: [] } as const;
  return { ok: true, document, draft, diagnostics };
}
