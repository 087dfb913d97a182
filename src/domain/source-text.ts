/** A half-open range of UTF-16 offsets into the text of a source document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A span as a person looks for it: line and column count from 1; the excerpt is the line around it, cut to a readable length. Pages count from 1
 * and are those on which spans begin; null where a text tells of none.
 */
export interface SourceSpan extends Span {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
  readonly page: number | null;
}

/** Characters of the line that an excerpt shows on either side of a span. */
export const EXCERPT_REACH = 40;

/** Ends every page of a text that has pages. */
export const PAGE_END = '\f';

/** Offsets in a text at which its lines start and its pages end. */
export interface TextIndex {
  readonly lineStarts: readonly number[];
  readonly pageEnds: readonly number[];
}

/** Make it once a text and look many spans up in it. */
export function indexText(text: string): TextIndex {
  return { lineStarts: [0, ...offsetsOf(text, '\n').map((at) => at + 1)], pageEnds: offsetsOf(text, PAGE_END) };
}

function offsetsOf(text: string, character: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) offsets.push(at);
  return offsets;
}

/** How many of the ascending offsets are not after the place. */
function countUpTo(offsets: readonly number[], place: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a span stands, for a person: line, column, page, and an excerpt of its line. */
export function locateSpan(text: string, { lineStarts, pageEnds }: TextIndex, span: Span): SourceSpan {
  const line = countUpTo(lineStarts, span.start);
  const lineStart = lineStarts[line - 1] ?? 0;
  const nextStart = lineStarts[line];
  const lineEnd = nextStart === undefined ? text.length : nextStart - 1;
  const from = Math.max(lineStart, span.start - EXCERPT_REACH);
  const to = Math.min(Math.max(lineEnd, span.end), span.end + EXCERPT_REACH);
  return {
    start: span.start,
    end: span.end,
    line,
    column: span.start - lineStart + 1,
    excerpt: text.slice(from, to),
    page: pageEnds.length === 0 ? null : countUpTo(pageEnds, span.start) + 1,
  };
}
