/** Where labels of the form stand in a document, as anchors of its tables. */
import { fold, foldUnnumbered } from './fold';
import type { Cell } from './lex-cells';

const LONGEST_LABEL_CELL = 70;
const CELLS_BETWEEN_ANCHORS = 150;
/** Of one wording; beyond that a text repeats itself and is no report. */
const MOST_OCCURRENCES = 64;

/** Cells with their words, folded; empty where a cell is no text, or so long that it is prose. */
export interface WordedCells {
  readonly cells: readonly Cell[];
  readonly words: readonly string[];
}

const LATIN_WORD = /[a-z]{4}/iu;
const LATIN = /[\p{Script=Latin}\s]+/gu;

/** No label is so long, what stands in Latin letters beside it apart. */
export const isLong = (text: string): boolean =>
  text.length > LONGEST_LABEL_CELL && (!LATIN_WORD.test(text) || text.replace(LATIN, '').length > LONGEST_LABEL_CELL);

export const wordOf = ({ kind, text }: Cell): string => (kind === 'TEXT' && !isLong(text) ? fold(text) : '');

export interface Anchor {
  readonly cell: number;
  readonly line: number;
}

/** Stands where a value parts two labels. */
const PARTING = '\u0000';

/**
 * The labels of the document in one string, to find wordings that are wrapped over cells: folded short texts one after another, parted where a
 * value stands between them. Prose is left out: it repeats the labels.
 */
export class LabelText {
  private readonly folded: string;
  /** Where the text of each cell starts, ascending, and which cell it is. */
  private readonly starts: number[] = [];
  private readonly cells: number[] = [];

  constructor({ cells, words }: WordedCells) {
    const parts: string[] = [];
    let length = 0;
    let parted = true;
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index];
      if (cell === undefined) break;
      const text = words[index] === '' ? '' : foldUnnumbered(cell.text);
      if (text === '') {
        if (cell.kind !== 'EMPTY' && !parted) {
          parts.push(PARTING);
          length++;
          parted = true;
        }
        continue;
      }
      this.starts.push(length);
      this.cells.push(index);
      parts.push(text);
      length += text.length;
      parted = false;
    }
    this.folded = parts.join('');
  }

  /** Where wordings fill whole cells, in reading order. */
  anchors(wordings: Wordings): readonly Anchor[] {
    const anchors: Anchor[] = [];
    const found = new Map<Wording, number>();
    for (let place = 0; place < this.starts.length; place++) {
      const at = this.starts[place] ?? 0;
      for (const wording of wordings.get(beginningOf(this.folded, at)) ?? NO_WORDINGS) {
        const end = at + wording.folded.length;
        // Many begin alike, and nearly all end otherwise.
        if (this.folded.charCodeAt(end - 1) !== wording.last) continue;
        if (!this.folded.startsWith(wording.folded, at) || !this.isEnd(end)) continue;
        const times = found.get(wording) ?? 0;
        if (times < MOST_OCCURRENCES) anchors.push({ cell: this.cells[place] ?? 0, line: wording.line });
        found.set(wording, times + 1);
      }
    }
    return anchors;
  }

  private isEnd(at: number): boolean {
    return at === this.folded.length || this.folded[at] === PARTING || this.isStart(at);
  }

  private isStart(at: number): boolean {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return this.starts[low] === at;
  }
}

interface Wording {
  readonly folded: string;
  /** The code of its last character. */
  readonly last: number;
  readonly line: number;
}
/** Wordings by the two characters they begin with. */
type Wordings = ReadonlyMap<number, readonly Wording[]>;
const NO_WORDINGS: readonly Wording[] = [];

const beginningOf = (text: string, at = 0): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);

export function byBeginning(wordings: readonly Omit<Wording, 'last'>[]): Wordings {
  const groups = new Map<number, Wording[]>();
  for (const { folded, line } of wordings) {
    const beginning = beginningOf(folded);
    const wording = { folded, last: folded.charCodeAt(folded.length - 1), line };
    groups.set(beginning, [...(groups.get(beginning) ?? []), wording]);
  }
  return groups;
}

export function distinctLines(anchors: readonly Anchor[]): number {
  const lines = new Set<number>();
  for (const { line } of anchors) lines.add(line);
  return lines.size;
}

/** Anchors that make up one table: near each other, and not starting over. */
export function clusters(anchors: readonly Anchor[]): readonly (readonly Anchor[])[] {
  const found: Anchor[][] = [];
  let current: Anchor[] = [];
  let highest = 0;
  for (const anchor of anchors) {
    const last = current[current.length - 1];
    const startsOver = anchor.line === 0 && highest > 2 && current.some((other) => other.line === 0);
    if (last !== undefined && (startsOver || anchor.cell - last.cell > CELLS_BETWEEN_ANCHORS)) {
      found.push(current);
      current = [];
      highest = 0;
    }
    current.push(anchor);
    highest = Math.max(highest, anchor.line);
  }
  if (current.length > 0) found.push(current);
  return found;
}

export function richest(candidates: readonly (readonly Anchor[])[], fewest: number): readonly Anchor[] | undefined {
  let best: readonly Anchor[] | undefined;
  let most = Math.max(fewest, 1) - 1;
  for (const candidate of candidates) {
    const lines = distinctLines(candidate);
    if (lines <= most) continue;
    best = candidate;
    most = lines;
  }
  return best;
}
