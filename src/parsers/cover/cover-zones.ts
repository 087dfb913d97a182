import type { SourceDocument, SourceTable } from '../../domain/source-document';
import type { Span } from '../../domain/source-text';
import { isHan } from '../character-kinds';
import { type FoldedProse, foldProse } from './fold-prose';

/** The parts of a report that say whose it is and of what: all outside its tables, all bounded in length. */
export interface CoverZones {
  /** Title and introduction: what stands before section one, or the beginning when no such heading is found. */
  readonly lead: FoldedProse;
  /** How section one begins; empty when its heading is not found. */
  readonly opening: FoldedProse;
  /** Who published it, a name a line, by the tables above the report: 发文机关 | 济南市教育局. */
  readonly publishers: FoldedProse;
  /** The end of the document: signature, remarks, contact. */
  readonly tail: FoldedProse;
}

const LEAD_WITHOUT_HEADING = 4000;
const LEAD_LONGEST = 6000;
const OPENING_LONGEST = 800;
const TAIL_LONGEST = 1500;
const TAIL_LINES = 120;
const HEADING_LONGEST = 40;
/** Headings are looked for this far into a page; menus before a report have been seen to take 60 thousand characters. */
const HEADING_REACH = 200_000;

const SECTION_ONE =
  /^[#*\s]*(?:(?:一|⼀|1|[(（]一[)）]|第一部分)[、.．,，:：\s]*(?:20\d{2}年度?|年度)?(?:政府信息公开)?(?:工作)?(?:总\s*体|基\s*本|概\s*[述况])|总体情况\s*$)/u;
const PIPE = 0x7c;
const NUMBERS = /^[\d\s.,，%\-—/]*$/u;

/** A table around a whole page holds prose; the tables of the form hold short cells. */
const LONGEST_FORM_CELL = 200;
const FEWEST_FORM_CELLS = 8;

function isForm(table: SourceTable): boolean {
  let cells = 0;
  for (const row of table.rows) {
    cells += row.length;
    if (row.some(({ text }) => text.length > LONGEST_FORM_CELL)) return false;
  }
  return cells >= FEWEST_FORM_CELLS;
}

function formSpans(tables: readonly SourceTable[]): readonly Span[] {
  return tables.filter(isForm).map(({ span }) => span);
}

/** Tells for lines in ascending order whether they lie in one of the spans. */
function insideAny(spans: readonly Span[]): (start: number) => boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = -1;
  return (start) => {
    for (let span = sorted[next]; span !== undefined && span.start <= start; span = sorted[++next]) {
      reach = Math.max(reach, span.end);
    }
    return start < reach;
  };
}

function isProse(text: string, start: number, end: number): boolean {
  if (end <= start) return false;
  const last = Math.min(end, start + LEAD_LONGEST);
  for (let at = start; at < last; at++) if (text.charCodeAt(at) === PIPE) return false;
  return last - start > HEADING_LONGEST || isHan(text.charCodeAt(start)) || !NUMBERS.test(text.slice(start, last));
}

/** The last ranges that together are not longer than `limit`; a range that is too long keeps its end. */
function lastOf(ranges: readonly Span[], limit: number): readonly Span[] {
  const kept: Span[] = [];
  let room = limit;
  for (let at = ranges.length - 1; at >= 0 && room > 0; at--) {
    const range = ranges[at];
    if (range === undefined) break;
    kept.unshift({ start: Math.max(range.start, range.end - room), end: range.end });
    room -= range.end - range.start;
    if (kept.length >= TAIL_LINES) break;
  }
  return kept;
}

/** The first ranges that together are not longer than `limit`. */
function firstOf(ranges: readonly Span[], limit: number): readonly Span[] {
  const kept: Span[] = [];
  let room = limit;
  for (const { start, end } of ranges) {
    if (room <= 0) break;
    kept.push({ start, end: Math.min(end, start + room) });
    room -= end - start;
  }
  return kept;
}

/** A cell that says who published, in the table above a report, and the cell behind it. */
const PUBLISHER_CELL =
  /[发公制]\s*[布文开]?\s*(?:机\s*[构关]|单\s*位|部\s*门|主\s*体)\s*[：:]?\s*\|\s*([^|]{2,40}?)\s*(?:\||$)/u;
const LONGEST_INDEX_ROW = 300;
const MOST_PUBLISHERS = 4;

function publisherIn(text: string, start: number, end: number): readonly Span[] {
  const match = end - start > LONGEST_INDEX_ROW ? null : PUBLISHER_CELL.exec(text.slice(start, end));
  if (match?.[1] === undefined) return [];
  const at = start + match.index + match[0].indexOf(match[1], match[0].indexOf('|') + 1);
  return [{ start: at, end: at + match[1].length }];
}

/** A table of contents ends here at the latest, counted from its own heading of section one. */
const CONTENTS_LONGEST = 2000;
/** Nor are so many rows of tables in it: a heading below them is that of another report. */
const CONTENTS_ROWS = 12;
const numberOf = (heading: string): string => heading.replace(/[#*\s]/gu, '').charAt(0);

/**
 * Lead and opening: lines up to the heading of section one, and the first after it. Where that heading comes twice, in the same numbering, the first is in a
 * table of contents.
 */
function readFront(
  document: SourceDocument,
  forms: readonly Span[],
): Pick<CoverZones, 'lead' | 'opening' | 'publishers'> {
  const { text } = document;
  const inForm = insideAny(forms);
  const before: Span[] = [];
  const after: Span[] = [];
  const publishers: Span[] = [];
  let heading: string | null = null;
  let opened = 0;
  let rows = 0;
  const reach = Math.min(text.length, HEADING_REACH);
  for (let start = 0, next = 0; start < reach && opened < CONTENTS_LONGEST; start = next) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    next = end + 1;
    if (end === start) continue;
    if (inForm(start) || !isProse(text, start, end)) {
      if (heading !== null && ++rows > CONTENTS_ROWS) break;
      if (heading === null && publishers.length < MOST_PUBLISHERS) publishers.push(...publisherIn(text, start, end));
      continue;
    }
    const line = text.slice(start, Math.min(end, start + HEADING_LONGEST));
    if (SECTION_ONE.test(line) && (heading === null || numberOf(line) === numberOf(heading))) {
      before.push(...after.splice(0));
      heading = line;
      opened = 0;
      rows = 0;
    }
    (heading === null ? before : after).push({ start, end });
    if (heading !== null) opened += end - start;
  }
  const lead = heading !== null ? lastOf(before, LEAD_LONGEST) : firstOf(before, LEAD_WITHOUT_HEADING);
  return {
    lead: foldProse(text, lead),
    opening: foldProse(text, firstOf(after, OPENING_LONGEST)),
    publishers: foldProse(text, publishers),
  };
}

function readTail(document: SourceDocument, forms: readonly Span[]): FoldedProse {
  const { text } = document;
  const kept: Span[] = [];
  let room = TAIL_LONGEST;
  for (let end = text.length, lines = 0; end > 0 && room > 0 && lines < TAIL_LINES; lines++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const from = Math.max(start, end - TAIL_LONGEST);
    if (isProse(text, from, end) && !forms.some((form) => form.start <= from && from < form.end)) {
      kept.unshift({ start: Math.max(from, end - room), end });
      room -= end - from;
    }
    end = start - 1;
  }
  return foldProse(text, kept);
}

/** Finds where a document speaks about itself. Linear in its length. */
export function findCoverZones(document: SourceDocument): CoverZones {
  const forms = formSpans(document.tables);
  return { ...readFront(document, forms), tail: readTail(document, forms) };
}
