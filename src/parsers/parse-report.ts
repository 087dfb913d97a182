import { type Diagnostic, diagnose } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import type {
  ApplicationStatsDraft,
  ReadingHints,
  ReadReport,
  ReportDraft,
  ReviewLitigationDraft,
} from '../domain/report-draft';
import type { MediaType, SourceDocument } from '../domain/source-document';
import {
  APPLICATION_LINES,
  type DisclosureLineCode,
  type FormVersion,
  REVIEW_LINES,
  type TabledForm,
} from '../domain/statutory-form';
import { type Cell, lexCells } from './lex-cells';
import { locateOwnTables } from './locate-own-tables';
import type { LocatedTables, Zone } from './locate-tables';
import { partGluedLabels } from './part-cells';
import { partReviewRun } from './part-tracks';
import { absentApplicationStats, readApplicationStats } from './read-application-stats';
import { readCover } from './read-cover';
import { readNarrative } from './read-narrative';
import { absentProactiveDisclosure, readProactiveDisclosure } from './read-proactive-disclosure';
import { absentReviewLitigation, readReviewLitigation } from './read-review-litigation';
import { readStatedCounts, readStatedFacts } from './read-stated-counts';
import type { Reporting } from './reporting';
import { narrativeOf, splitChapters } from './split-chapters';
import { type Section, splitSections } from './split-sections';
import { partStackedRows } from './stacked-rows';
import type { ApplicationLayout } from './table-lines';

interface Tables {
  readonly form: FormVersion | null;
  readonly applicationStats: readonly ApplicationStatsDraft[];
  readonly reviewLitigation: readonly ReviewLitigationDraft[];
  readonly proactiveDisclosure: readonly Figure<DisclosureLineCode>[];
}

const FIRST_TABLED_YEAR = 2019;
const FIRST_YEAR_OF_2021 = 2021;
const NO_TABLES: Tables = { form: null, applicationStats: [], reviewLitigation: [], proactiveDisclosure: [] };

/** The form in force for a year; the newer where the year is not known. */
const formOfYear = (year: number | null): TabledForm =>
  year !== null && year < FIRST_YEAR_OF_2021 ? 'FORM_2019' : 'FORM_2021';

/** The form has some three hundred cells, spelt a character a line about a thousand; what is longer is no table of it, and what is cut off is absent. */
const MOST_CELLS = 5_000;

const cellsIn = (cells: readonly Cell[], zone: Zone | null): readonly Cell[] =>
  zone === null ? [] : cells.slice(zone.start, Math.min(zone.end, zone.start + MOST_CELLS));

/**
 * The tables themselves decide the form: the column headings of table two, else how table three prints 其他处理. The year, and the notice that is
 * cited, only where the tables are silent; a contradiction is said.
 */
function decideForm(
  fromHeadings: TabledForm | null,
  layout: ApplicationLayout | null,
  year: number | null,
  cited: TabledForm | null,
  diagnostics: Diagnostic[],
): TabledForm {
  const fromLayout = layout === 'THREE_LINES' ? 'FORM_2021' : layout === 'ONE_LINE' ? 'FORM_2019' : null;
  const form = fromHeadings ?? fromLayout ?? cited ?? formOfYear(year);
  const outside = year === null ? cited : formOfYear(year);
  if (outside !== null && outside !== form)
    diagnostics.push(diagnose('FORM_CONTRADICTED', { actual: form, expected: outside }));
  else if (cited !== null && cited !== form)
    diagnostics.push(diagnose('FORM_CONTRADICTED', { actual: form, expected: cited }));
  else if (fromLayout !== null && fromLayout !== form)
    diagnostics.push(diagnose('FORM_CONTRADICTED', { actual: fromLayout, expected: form }));
  return form;
}

function readTables(
  cells: readonly Cell[],
  reporting: Reporting,
  cited: TabledForm | null,
  diagnostics: Diagnostic[],
): Tables {
  const { year } = reporting;
  const zones = locateOwnTables(cells, reporting, diagnostics);
  if (zones.applications === null && zones.disclosure === null && zones.review === null) {
    if (year !== null && year < FIRST_TABLED_YEAR) return { ...NO_TABLES, form: 'PRE_2019' };
    diagnostics.push(diagnose('TABLE_UNREADABLE', { expected: 'the three statutory tables' }));
  }
  sayAnother(cells, zones, diagnostics);
  const expected = cited ?? formOfYear(year);
  const disclosure =
    zones.disclosure === null ? null : readProactiveDisclosure(cellsIn(cells, zones.disclosure), expected, diagnostics);
  const fallback: ApplicationLayout = (disclosure?.form ?? expected) === 'FORM_2019' ? 'ONE_LINE' : 'THREE_LINES';
  const applications =
    zones.applications === null
      ? null
      : readApplicationStats(cellsIn(cells, zones.applications), fallback, diagnostics);
  const review = zones.review === null ? null : readReviewLitigation(cellsIn(cells, zones.review), diagnostics);
  const form = decideForm(disclosure?.form ?? null, applications?.layout ?? null, year, cited, diagnostics);
  sayMissing(
    { disclosure: disclosure !== null, linesFound: applications?.linesFound ?? 0, review: review !== null },
    diagnostics,
  );
  const tables: Tables = {
    form,
    applicationStats: applications?.stats ?? absentApplicationStats(form === 'FORM_2019' ? 'ONE_LINE' : 'THREE_LINES'),
    reviewLitigation: review ?? absentReviewLitigation(),
    proactiveDisclosure: disclosure?.figures ?? absentProactiveDisclosure(form),
  };
  sayEnd(cells, zones, tables, diagnostics);
  return tables;
}

/** A report without table three cannot be filed; without one of the others it can, with every figure there absent. */
function sayMissing(
  found: { readonly disclosure: boolean; readonly linesFound: number; readonly review: boolean },
  diagnostics: Diagnostic[],
): void {
  const blocked = diagnostics.some((diagnostic) => diagnostic.code === 'TABLE_UNREADABLE');
  if (found.linesFound === 0 && !blocked) diagnostics.push(diagnose('TABLE_UNREADABLE', { expected: 'table three' }));
  if (blocked) return;
  if (!found.disclosure) diagnostics.push(diagnose('SECTION_MISSING', { expected: 'table two' }));
  if (!found.review) diagnostics.push(diagnose('SECTION_MISSING', { expected: 'table four' }));
}

function sayAnother(cells: readonly Cell[], { another, review }: LocatedTables, diagnostics: Diagnostic[]): void {
  const first = another === null ? undefined : cells[another.start];
  if (another === null || first === undefined) return;
  // Table four may be that of the other.
  const tabled =
    review !== null && review.start >= another.start ? [...APPLICATION_LINES, ...REVIEW_LINES] : APPLICATION_LINES;
  const lines = tabled.map((line) => line.code);
  diagnostics.push(diagnose('SEVERAL_REPORTS', { lines, span: { start: first.start, end: first.end } }));
}

/**
 * A document that ends with table two or three has lost what follows there: the rest of the table, or another one of its kind that would have brought
 * it into doubt.
 */
function sayEnd(cells: readonly Cell[], zones: LocatedTables, tables: Tables, diagnostics: Diagnostic[]): void {
  const last = zones.review === null ? (zones.applications ?? zones.disclosure) : null;
  if (last === null || last.end < cells.length) return;
  const parts = last === zones.applications ? tables.applicationStats : [{ figures: tables.proactiveDisclosure }];
  const figures = parts.flatMap((part): readonly Figure[] => part.figures);
  const lines = [...new Set(figures.filter(({ status }) => status === 'REPORTED').map(({ line }) => line))];
  const end = cells[last.end - 1];
  const span = end === undefined ? null : { start: end.start, end: end.end };
  if (lines.length > 0) diagnostics.push(diagnose('DOCUMENT_CUT', { lines, span }));
}

/** Files that are not read at all when a part of them is lost. */
const WHOLE_FILES: ReadonlySet<string> = new Set<MediaType>([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
]);
const isWhole = ({ mediaType }: SourceDocument): boolean => WHOLE_FILES.has(mediaType);

/** A document that ends with the digits of a figure may have been cut within them. */
function sayCut(text: string, tables: Tables, diagnostics: Diagnostic[]): void {
  if (!/\d/u.test(text.charAt(text.length - 1))) return;
  const parts = [...tables.applicationStats, ...tables.reviewLitigation, { figures: tables.proactiveDisclosure }];
  for (const figure of parts.flatMap((part): readonly Figure[] => part.figures)) {
    if (figure.span?.end === text.length && text.length > 0)
      diagnostics.push(diagnose('DOCUMENT_CUT', { lines: [figure.line], span: figure.span }));
  }
}

type Prose = Pick<ReportDraft, 'narrative' | 'statedCounts'>;

/** A report on a year before 2019 has no tables by its form: its prose is what is kept. */
function readFreeProse(document: SourceDocument, cells: readonly Cell[], reporting: Reporting): Prose {
  const chapters = splitChapters(document);
  return {
    narrative: narrativeOf(document.text, chapters),
    statedCounts: readStatedFacts(document.text, chapters, reporting, cells),
  };
}

function readFormProse(
  { text }: SourceDocument,
  sections: readonly Section[],
  reporting: Reporting,
  diagnostics: Diagnostic[],
): Prose {
  return {
    narrative: readNarrative(text, sections, diagnostics),
    statedCounts: readStatedCounts(text, sections, reporting),
  };
}

/**
 * Reads a document: cover, sections, tables, narrative. The whole pipeline, in order; every stage has a file of its own.
 * Pure: equal documents and hints give equal drafts. Never throws; what is wrong with a document is in the diagnostics.
 */
export function parseReport(document: SourceDocument, hints: ReadingHints): ReadReport {
  const diagnostics: Diagnostic[] = [...document.diagnostics];
  const cover = readCover(document, hints);
  diagnostics.push(...cover.diagnostics);
  const sections = splitSections(document);
  const cells = partReviewRun(partStackedRows(partGluedLabels(lexCells(document)), document.text));
  const reporting = { agency: cover.agency, year: cover.year };
  const tables = readTables(cells, reporting, cover.citedForm, diagnostics);
  if (!isWhole(document)) sayCut(document.text, tables, diagnostics);
  const prose =
    tables.form === 'PRE_2019'
      ? readFreeProse(document, cells, reporting)
      : readFormProse(document, sections, reporting, diagnostics);
  const draft: ReportDraft = {
    agency: cover.agency,
    agencyCandidates: cover.agencyCandidates,
    year: cover.year,
    scope: cover.scope,
    scopeSpan: cover.scopeSpan,
    title: cover.title,
    ...tables,
    ...prose,
  };
  return { draft, diagnostics };
}
