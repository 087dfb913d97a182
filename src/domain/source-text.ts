/** A half-open range of UTF-16 offsets into the text of a source document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span as a person looks for it: line and column count from 1; the excerpt is the line around it, cut to a readable length. */
export interface SourceSpan extends Span {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/** Characters of the line that an excerpt shows on either side of a span. */
export const EXCERPT_REACH = 40;

/** Offsets at which the lines of a text start; make it once a text and look many spans up in it. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Where a span stands, for a person: line, column and an excerpt of its line. */
export function locateSpan(text: string, starts: readonly number[], span: Span): SourceSpan {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= span.start) low = middle;
    else high = middle - 1;
  }
  const lineStart = starts[low] ?? 0;
  const nextStart = starts[low + 1];
  const lineEnd = nextStart === undefined ? text.length : nextStart - 1;
  const from = Math.max(lineStart, span.start - EXCERPT_REACH);
  const to = Math.min(Math.max(lineEnd, span.end), span.end + EXCERPT_REACH);
  return {
    start: span.start,
    end: span.end,
    line: low + 1,
    column: span.start - lineStart + 1,
    excerpt: text.slice(from, to),
  };
}
