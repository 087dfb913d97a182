import type { Severity } from './diagnostic';

interface CatalogueEntry {
  readonly severity: Severity;
  /** What the code means, as the start of a sentence. */
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Every finding there is. The list is closed: a finding without an entry does not compile. */
export const DIAGNOSTIC_CATALOGUE = {
  AGENCY_UNRESOLVED: {
    severity: 'BLOCKER',
    title: 'The reporting agency cannot be known',
    advice: 'Import the item again with agencyName or agencyId.',
  },
  YEAR_UNRESOLVED: {
    severity: 'BLOCKER',
    title: 'The year reported cannot be known',
    advice: 'Import the item again with year.',
  },
  TABLE_UNREADABLE: {
    severity: 'BLOCKER',
    title: 'A statutory table is missing or cannot be read at all',
    advice: 'Look at the source; import a better copy if there is one.',
  },
  INFLOW_OUTFLOW_MISMATCH: {
    severity: 'ERROR',
    title: 'received + brought forward differs from closed + carried forward',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  OUTCOMES_TOTAL_MISMATCH: {
    severity: 'ERROR',
    title: 'The outcomes do not add up to the printed total',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  APPLICANTS_TOTAL_MISMATCH: {
    severity: 'ERROR',
    title: 'The kinds of applicant do not add up to the printed total',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  CASES_TOTAL_MISMATCH: {
    severity: 'ERROR',
    title: 'The results of the cases do not add up to the printed total',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  FIGURE_SUSPECT: {
    severity: 'WARNING',
    title: 'This figure alone, were it another, would make every sum of the table right',
    advice: 'Compare this cell with the source first. The printed figure stays.',
  },
  SEVERAL_REPORTS: {
    severity: 'ERROR',
    title:
      'The document holds more than one report, or table three more than once with other numbers; the first is read',
    advice: 'Import each report on its own.',
  },
  NUMBER_UNREADABLE: {
    severity: 'ERROR',
    title: 'A cell that should hold a number holds something else',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  NUMBER_NEGATIVE: {
    severity: 'ERROR',
    title: 'A count is negative',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  NUMBER_FRACTIONAL: {
    severity: 'ERROR',
    title: 'A number has more decimal places than its unit allows',
    advice: 'Compare with the source; correct the figure, import a better document, or publish it as printed.',
  },
  YEAR_CONTRADICTED: {
    severity: 'WARNING',
    title: 'Two places give different years',
    advice: 'Check which year the report is about.',
  },
  AGENCY_CONTRADICTED: {
    severity: 'WARNING',
    title: 'Two places give different agencies',
    advice: 'Check whose report it is.',
  },
  AGENCY_RENAMED: {
    severity: 'INFO',
    title: 'The agency is called by a name of another year',
    advice: 'It is filed under the name of the year reported; check that it is the same agency.',
  },
  SCOPE_UNCERTAIN: {
    severity: 'WARNING',
    title: 'It is not said whether the figures are the agency’s own or those of a whole area',
    advice: 'Import again with scope if it is known.',
  },
  FORM_CONTRADICTED: {
    severity: 'WARNING',
    title: 'The tables are of another form than the year or the notice cited',
    advice: 'Nothing to do: the tables decide. Keep it in mind when comparing.',
  },
  LABEL_INFERRED: {
    severity: 'WARNING',
    title: 'A line was recognised by its place or by arithmetic, not by its label',
    advice: 'Compare the line with the source.',
  },
  LABEL_DAMAGED: {
    severity: 'WARNING',
    title: 'A label is damaged and was recognised by likeness',
    advice: 'Compare the line with the source.',
  },
  ROW_SHORT: {
    severity: 'WARNING',
    title: 'A line has another number of cells than the form',
    advice: 'Compare the line with the source; import a better document if there is one.',
  },
  ROW_AMBIGUOUS: {
    severity: 'WARNING',
    title: 'A row of numbers cannot be told to belong to one line',
    advice: 'Compare with the source; import a better document if there is one.',
  },
  DOCUMENT_CUT: {
    severity: 'WARNING',
    title: 'The document ends in a table or with it; what is lost may bring its figures into doubt',
    advice: 'Import the whole document.',
  },
  LINE_ABSENT: {
    severity: 'WARNING',
    title: 'A line of the form is not in the document',
    advice: 'Compare with the source.',
  },
  COLUMNS_REORDERED: {
    severity: 'WARNING',
    title: 'The columns stand in another order than on the form and were read by their header',
    advice: 'Compare the table with the source.',
  },
  FIGURE_BLANK: {
    severity: 'WARNING',
    title: 'Cells are empty',
    advice: 'Nothing is assumed for them; import a document that has the numbers if there is one.',
  },
  FIGURE_NOT_APPLICABLE: {
    severity: 'WARNING',
    title: 'Cells say that they do not apply',
    advice: 'Nothing is assumed for them; import a document that has the numbers if there is one.',
  },
  ENCODING_GUESSED: {
    severity: 'WARNING',
    title: 'The character encoding was not stated, or stated wrongly, and was guessed',
    advice: 'Look at names and labels for garbled characters.',
  },
  SECTION_MISSING: {
    severity: 'WARNING',
    title: 'A section of the report was not found',
    advice: 'Compare with the source.',
  },
  NARRATIVE_DISAGREES: {
    severity: 'WARNING',
    title: 'A count stated in prose differs from the table',
    advice: 'The table is what is kept; see whether prose and table count the same thing.',
  },
  OPENING_CLOSING_MISMATCH: {
    severity: 'WARNING',
    title: 'Brought forward differs from what the year before carried forward',
    advice: 'Compare both reports.',
  },
  IN_FORCE_MISMATCH: {
    severity: 'WARNING',
    title: 'Documents in force do not follow from the year before, those issued and those repealed',
    advice: 'Compare both reports.',
  },
  CONSOLIDATION_MISMATCH: {
    severity: 'WARNING',
    title: 'The report on a region differs from the sum of the reports of the agencies within it',
    advice: 'Compare them by region.consolidation; agencies that have never reported are not among those known.',
  },
  CORRECTION_LAPSED: {
    severity: 'WARNING',
    title: 'A correction of an earlier revision was not taken over: another number is printed now',
    advice: 'Compare with the source; correct the figure again if it is still wrong.',
  },
  DECISION_LAPSED: {
    severity: 'WARNING',
    title: 'A decision on an earlier revision no longer holds: the numbers that it was about have changed',
    advice: 'Look at the report and decide again.',
  },
  UNUSUAL_CHANGE: {
    severity: 'INFO',
    title: 'A figure changed unusually much against the year before',
    advice: 'See whether a unit or a scope changed.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CATALOGUE;
