import type { Diagnostic } from './diagnostic';
import type { Span } from './source-text';

/** What the bytes of an item turned out to be. */
export const MEDIA_TYPES = [
  'text/plain',
  'text/markdown',
  'text/html',
  'text/csv',
  'multipart/related',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/**
 * A document as text, with the tables that its format marks as tables. Every span points into `text`, which is never altered after this
 * stage. For plain text and Markdown `text` is the decoded document itself and `tables` is empty: the reader finds the cells. For all other kinds
 * `text` is made from the visible content, a row of a table a line with ` | ` between its cells.
 */
export interface SourceDocument {
  readonly text: string;
  readonly mediaType: MediaType;
  readonly tables: readonly SourceTable[];
  /** Text of the title element and title-like meta tags of a page, weakest evidence of agency and year; empty otherwise. */
  readonly pageTitles: readonly string[];
  /** What had to be guessed to get at the text, e.g. ENCODING_GUESSED. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A table of a format that has tables. Nested tables are tables of their own; the cell around one keeps only its other text. */
export interface SourceTable {
  readonly span: Span;
  /** Rows of cells in document order; a cell covered by a span of an earlier one is not repeated. */
  readonly rows: readonly (readonly SourceCell[])[];
}

/** One cell where it originates. */
export interface SourceCell {
  /** Trimmed content: `document.text.slice(span.start, span.end)`. May be empty; the span then is an empty range at its place. */
  readonly text: string;
  readonly span: Span;
  /** Grid position and extent, rowspan and colspan resolved; columns count from 0. */
  readonly row: number;
  readonly column: number;
  readonly rowspan: number;
  readonly colspan: number;
  /** What the text comes to where it is a formula of sums whose result the document does not keep. */
  readonly computed?: number;
}
