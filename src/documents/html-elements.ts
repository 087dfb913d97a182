import type { Whitespace } from './html-flow';
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
  'script style noscript template iframe noembed noframes title textarea select datalist optgroup option button audio video canvas svg del s strike rp rt',
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

const NAMES = makeNameTable(ROLES.keys());

/** The name of the element in a range of a page, in small letters. */
export function elementNameAt(html: string, start: number, end: number): string {
  return NAMES(html, start, end) ?? html.slice(start, end).toLowerCase();
}

export function roleOf(name: string): ElementRole {
  return ROLES.get(name) ?? 'inline';
}

/** Elements whose end tag also ends the blocks opened inside them and left open; that of a span does not. */
export const FORMATTING: ReadonlySet<string> = new Set(
  'a b big code em font i nobr s small strike strong tt u'.split(' '),
);

/** Elements that a sibling of the same kind ends, and the lists that keep them apart. */
export const ENDED_BY_SIBLING: ReadonlyMap<
  string,
  { readonly siblings: readonly string[]; readonly within: readonly string[] }
> = new Map([
  ['li', { siblings: ['li'], within: ['ul', 'ol', 'menu', 'dir'] }],
  ['dt', { siblings: ['dt', 'dd'], within: ['dl'] }],
  ['dd', { siblings: ['dt', 'dd'], within: ['dl'] }],
  ['button', { siblings: ['button'], within: [] }],
  ['select', { siblings: ['select'], within: [] }],
]);

/** What a style attribute says about an element being seen. */
export interface StyleEffect {
  /** Neither the element nor room for it is there. */
  readonly removed: boolean;
  /** The element takes its room, e.g. a slot of a table, and shows nothing. */
  readonly invisible: boolean;
  readonly display: 'block' | 'inline' | null;
  readonly whitespace: Whitespace | null;
}

/** Of most styles: nothing. */
export const NO_EFFECT: StyleEffect = { removed: false, invisible: false, display: null, whitespace: null };
const OF_INTEREST = /display|visib|hide|white-space|line-through|mso-element:\s*comment/i;
const WHITE_SPACE: ReadonlyMap<string, Whitespace> = new Map([
  ['normal', 'collapse'],
  ['nowrap', 'collapse'],
  ['pre-line', 'lines'],
  ['pre', 'keep'],
  ['pre-wrap', 'keep'],
  ['break-spaces', 'keep'],
]);

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
    invisible: visibility === 'hidden' || visibility === 'collapse',
    display: display === 'inline' ? 'inline' : /^(?:block|flex|grid|list-item|table)$/.test(display) ? 'block' : null,
    whitespace: WHITE_SPACE.get(declared.get('white-space') ?? '') ?? null,
  };
}
