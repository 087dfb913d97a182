import type { ShiftMark, Whitespace } from './html-flow';
import { makeNameTable } from './name-table';

/**
 * What an element does to the text around it. Inline elements, and those not listed, do nothing. `skipped` tags are as if they were not there;
 * `unseen` elements are left out with their content.
 */
export type ElementRole =
  | 'inline'
  | 'block'
  | 'preformatted'
  | 'break'
  | 'empty'
  | 'unseen'
  | 'skipped'
  | 'table'
  | 'caption'
  | 'columns'
  | 'section'
  | 'row'
  | 'cell';

const ROLES = new Map<string, ElementRole>();
const list = (role: ElementRole, names: string) => {
  for (const name of names.split(' ')) ROLES.set(name, role);
};
list(
  'block',
  'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p search section summary ul',
);
list('preformatted', 'pre listing xmp plaintext');
list('break', 'br hr');
list('empty', 'area base basefont bgsound embed frame image img input keygen link meta param source track wbr');
list('skipped', 'html head body frameset');
// Struck-out text is what the agency took back; read on, <s>12</s>13 would be 1213. Ruby text is how a character is pronounced.
list(
  'unseen',
  'script style noscript template iframe noembed noframes title textarea select datalist optgroup option button audio video canvas svg object del s strike rp rt',
);
list('table', 'table');
list('columns', 'col colgroup');
list('caption', 'caption');
list('section', 'thead tbody tfoot');
list('row', 'tr');
list('cell', 'td th');
list(
  'inline',
  'a abbr acronym b bdi bdo big cite code em font i ins kbd label mark nobr o:p q ruby samp small span strong sub sup tt u var',
);

/** Elements whose end tag also ends the blocks opened inside them and left open; that of a span does not. */
const FORMATTING: ReadonlySet<string> = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));
const HEADINGS: readonly string[] = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
/** Elements that hold nothing but text up to their end tag. */
const TEXT_ONLY: ReadonlySet<string> = new Set(
  'iframe noembed noframes plaintext script style textarea title xmp'.split(' '),
);

/** Elements that end others of their kind, and the lists that keep them apart. */
interface Siblings {
  readonly ends: readonly number[];
  readonly within: readonly number[];
}

const ENDS_SIBLINGS: Readonly<Record<string, readonly [ends: string, within: string]>> = {
  li: ['li', 'ul ol menu dir'],
  dt: ['dt dd', 'dl'],
  dd: ['dt dd', 'dl'],
  button: ['button', ''],
  select: ['select', ''],
};

/** What a name of an element stands for. */
export interface ElementKind {
  /** Counts from 1, without gaps; names that are not listed follow those that are. */
  readonly id: number;
  readonly name: string;
  readonly role: ElementRole;
  readonly holdsText: boolean;
  /** What its end tag ends, the innermost: a heading every heading. */
  readonly endedByTag: readonly number[];
  /** Its end tag ends nothing around the block that it stands in. */
  readonly stopsAtBlocks: boolean;
  readonly siblings: Siblings | null;
  /** A raised or lowered digit is kept apart by this. */
  readonly shift: ShiftMark | null;
}

const IDS: ReadonlyMap<string, number> = new Map([...ROLES.keys()].map((name, at) => [name, at + 1]));
const idsOf = (names: readonly string[]): readonly number[] => names.flatMap((name) => IDS.get(name) ?? []);

function siblingsOf(name: string): Siblings | null {
  const [ends, within] = ENDS_SIBLINGS[name] ?? [];
  return ends === undefined || within === undefined
    ? null
    : { ends: idsOf(ends.split(' ')), within: idsOf(within.split(' ')) };
}

function kindOf(name: string, id: number): ElementKind {
  const role = ROLES.get(name) ?? 'inline';
  return {
    id,
    name,
    role,
    holdsText: TEXT_ONLY.has(name),
    endedByTag: HEADINGS.includes(name) ? idsOf(HEADINGS) : [id],
    stopsAtBlocks: role === 'inline' && !FORMATTING.has(name),
    siblings: siblingsOf(name),
    shift: name === 'sup' ? '^' : name === 'sub' ? '_' : null,
  };
}

const LISTED: ReadonlyMap<string, ElementKind> = new Map([...IDS].map(([name, id]) => [name, kindOf(name, id)]));
/** The listed element that is named in a range of a page. */
export const listedAt = makeNameTable(LISTED);

/** A listed element. */
export function listedKind(name: string): ElementKind {
  return LISTED.get(name) ?? kindOf(name, 0);
}

/** The elements of one page: those listed, and those that it makes up. */
export class PageElements {
  readonly #others = new Map<string, ElementKind>();

  /** The element of a name in small letters. */
  named(name: string): ElementKind {
    const known = LISTED.get(name) ?? this.#others.get(name);
    if (known !== undefined) return known;
    const kind = kindOf(name, LISTED.size + this.#others.size + 1);
    this.#others.set(name, kind);
    return kind;
  }
}

/** What a style attribute says about an element being seen. */
export interface StyleEffect {
  /** Neither the element nor room for it is there. */
  readonly removed: boolean;
  /** The element takes its room, e.g. a slot of a table, and shows nothing. */
  readonly invisible: boolean;
  readonly display: 'block' | 'inline' | null;
  readonly whitespace: Whitespace | null;
  /** Of what is raised, lowered, or in its place but hardly seen: its digits are none of the number beside it. */
  readonly shift: ShiftMark | null;
}

/** Of most styles: nothing. */
export const NO_EFFECT: StyleEffect = {
  removed: false,
  invisible: false,
  display: null,
  whitespace: null,
  shift: null,
};
/** Transparent, without size, cut away or moved out of the page. */
const HARDLY_SEEN =
  /(?:^|[;\s])(?:opacity:0(?![.\d])|opacity:0?\.0|font-size:0(?![.\d])|color:(?:transparent|#fff(?:fff)?\b|white)|(?:max-)?(?:width|height):[01]?(?:px)?(?=[;!]|$)|clip(?:-path)?:|(?:left|top|right|text-indent):-\d{3,})/;
const OF_INTEREST =
  /display|visib|hide|white-space|line-through|mso-element:\s*comment|vertical-align|opacity|font-size:\s*0|color:\s*(?:t|#f|w)|width|height|clip|-\d{3,}/i;
const WHITE_SPACE: ReadonlyMap<string, Whitespace> = new Map([
  ['normal', 'collapse'],
  ['nowrap', 'collapse'],
  ['pre-line', 'lines'],
  ['pre', 'keep'],
  ['pre-wrap', 'keep'],
  ['break-spaces', 'keep'],
]);

function shiftOf(align: string | undefined, style: string): ShiftMark | null {
  if (align === 'super' || align === 'text-top') return '^';
  if (align === 'sub') return '_';
  return HARDLY_SEEN.test(style.toLowerCase().replace(/\s+/g, '')) ? ' ' : null;
}

/** Reads a style attribute; of several declarations of a property the last counts. */
export function effectOf(style: string): StyleEffect {
  if (!OF_INTEREST.test(style)) return NO_EFFECT;
  const declared = new Map<string, string>();
  for (const declaration of style.toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const value = declaration.slice(colon + 1).replace('!important', '');
    declared.set(declaration.slice(0, colon).trim(), value.trim());
  }
  const display = declared.get('display') ?? '';
  const decoration = `${declared.get('text-decoration') ?? ''} ${declared.get('text-decoration-line') ?? ''}`;
  const visibility = declared.get('visibility');
  return {
    removed:
      display === 'none' ||
      declared.get('mso-hide') === 'all' ||
      declared.get('mso-element')?.startsWith('comment') === true ||
      decoration.includes('line-through'),
    // What is transparent besides comes into sight by a script: the text of every page of 微信公众号.
    invisible: (visibility === 'hidden' && declared.get('opacity') !== '0') || visibility === 'collapse',
    display: display === 'inline' ? 'inline' : /^(?:block|flex|grid|list-item|table)$/.test(display) ? 'block' : null,
    whitespace: WHITE_SPACE.get(declared.get('white-space') ?? '') ?? null,
    shift: shiftOf(declared.get('vertical-align'), style),
  };
}
