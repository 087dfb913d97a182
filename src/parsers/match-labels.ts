import { fold, foldUnnumbered, likeness, withoutEnumerator } from './fold';
import { ownCopy } from './own-copy';

/** How surely a label names a line. */
export type LabelProof =
  /** The official wording, folded. */
  | 'EXACT'
  /** The official wording, but too short to be safe out of its place: 其他, 总计. */
  | 'WEAK'
  /** Damaged wording that is like one label and no other. */
  | 'ALIKE'
  /** Only the heading of the group whose first line it is. */
  | 'GROUP';

export interface LabelMatch {
  /** Index of the line in the table's specification. */
  readonly line: number;
  readonly proof: LabelProof;
}

/** The labels of one table, ready to be matched. */
export interface LabelBook {
  readonly exact: ReadonlyMap<string, LabelMatch>;
  /** Folded wordings that damaged labels are compared with. */
  readonly wordings: readonly { readonly folded: string; readonly line: number }[];
  readonly longest: number;
  /** What texts named before, as printed: the same ones recur in every report. */
  readonly named: Map<string, LabelMatch | null>;
  /** Damaged texts compared before: the same damage recurs, and comparing is the costliest step of reading. */
  readonly compared: Map<string, LabelMatch | null>;
}

/** One line of a table as the book needs it. */
export interface LabelledLine {
  /** Wordings that name it wherever they stand. */
  readonly labels: readonly string[];
  /** Wordings that name it only in its place. */
  readonly weakLabels?: readonly string[];
  /** Headings of the group that it is the first line of. */
  readonly groupLabels?: readonly string[];
  /** Headings that converters run together with its label: 三、本年度办理结果（一）予以公开. */
  readonly headings?: readonly string[];
}

export function makeLabelBook(lines: readonly LabelledLine[]): LabelBook {
  const exact = new Map<string, LabelMatch>();
  const wordings: { folded: string; line: number }[] = [];
  const enter = (labels: readonly string[] | undefined, line: number, proof: LabelProof): void => {
    for (const label of labels ?? []) {
      const numbered = fold(label);
      const bare = fold(withoutEnumerator(label));
      if (!exact.has(numbered)) exact.set(numbered, { line, proof });
      if (!exact.has(bare)) exact.set(bare, { line, proof });
      if (proof === 'EXACT') wordings.push({ folded: bare, line });
    }
  };
  for (const [index, line] of lines.entries()) enter(line.labels, index, 'EXACT');
  for (const [index, line] of lines.entries()) enter(line.groupLabels, index, 'GROUP');
  for (const [index, line] of lines.entries()) enter(line.weakLabels, index, 'WEAK');
  const longest = Math.max(...[...exact.keys()].map((key) => key.length));
  for (const [index, { labels, weakLabels = [], headings = [] }] of lines.entries()) {
    for (const label of [...labels, ...weakLabels])
      for (const heading of headings) {
        for (const before of [heading, withoutEnumerator(heading)]) {
          for (const after of [label, withoutEnumerator(label)])
            exact.set(fold(before + after), { line: index, proof: 'EXACT' });
        }
      }
  }
  return { exact, wordings, longest, named: new Map(), compared: new Map() };
}

const MOST_REMEMBERED = 2048;

function remembered(
  memo: Map<string, LabelMatch | null>,
  book: LabelBook,
  text: string,
  find: (book: LabelBook, text: string) => LabelMatch | undefined,
): LabelMatch | undefined {
  const known = memo.get(text);
  if (known !== undefined) return known ?? undefined;
  const match = find(book, text);
  if (memo.size >= MOST_REMEMBERED) memo.clear();
  memo.set(ownCopy(text), match ?? null);
  return match;
}

/** The line that a text names by its official wording. */
export function findExact(book: LabelBook, text: string): LabelMatch | undefined {
  if (text.length > 4 * book.longest) return undefined;
  return remembered(book.named, book, text, findNamed);
}

function findNamed(book: LabelBook, text: string): LabelMatch | undefined {
  return book.exact.get(fold(text)) ?? book.exact.get(foldUnnumbered(text));
}

const ENOUGH_ALIKE = 0.6;
const CLEARLY_MORE = 0.15;
const SHORTEST_ALIKE = 4;

/** The line whose wording a damaged text is clearly most like; undefined when two are near. */
export function findAlike(book: LabelBook, text: string): LabelMatch | undefined {
  const folded = foldUnnumbered(text);
  if (folded.length < SHORTEST_ALIKE || folded.length > 2 * book.longest) return undefined;
  return remembered(book.compared, book, folded, compareAll);
}

function compareAll(book: LabelBook, folded: string): LabelMatch | undefined {
  let best = { line: -1, score: 0 };
  let second = 0;
  for (const wording of book.wordings) {
    const score = likeness(folded, wording.folded);
    if (score > best.score) {
      if (wording.line !== best.line) second = best.score;
      best = { line: wording.line, score };
    } else if (wording.line !== best.line && score > second) second = score;
  }
  if (best.score < ENOUGH_ALIKE || best.score - second < CLEARLY_MORE) return undefined;
  return { line: best.line, proof: 'ALIKE' };
}

const MOST_PARTS = 48;

/**
 * The line named by the last of some texts, or by several of the last joined: labels are wrapped over cells and lines, down to one character a
 * line. The longest wording wins; likeness is tried only where no official wording fits.
 */
export function matchLabel(book: LabelBook, parts: readonly string[]): LabelMatch | undefined {
  let joined = '';
  let found: LabelMatch | undefined;
  const from = Math.max(0, parts.length - MOST_PARTS);
  for (let at = parts.length - 1; at >= from; at--) {
    joined = (parts[at] ?? '') + joined;
    if (joined.length > 4 * book.longest) break;
    const match = findExact(book, joined);
    if (match !== undefined && (found === undefined || found.proof !== 'EXACT' || match.proof === 'EXACT'))
      found = match;
  }
  if (found !== undefined) return found;
  const last = parts[parts.length - 1];
  if (last === undefined) return undefined;
  return (
    findAlike(book, last) ?? findAlike(book, parts.slice(-2).join('')) ?? findAlike(book, parts.slice(-4).join(''))
  );
}
