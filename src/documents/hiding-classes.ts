import { effectOf, NO_EFFECT, type StyleEffect } from './html-elements';

const REMOVED: StyleEffect = { ...NO_EFFECT, removed: true };
const APART: StyleEffect = { ...NO_EFFECT, shift: ' ' };
/** Classes of style sheets that many sites share, for words that are only read aloud. */
const FOR_SCREEN_READERS = ['sr-only', 'visually-hidden', 'screen-reader-text'];
/** `.old` `span.old` */
const OF_CLASS = /^[a-z0-9]*\.([\w-]+)$/i;
/** `table .old` */
const OF_CLASS_WITHIN = /[\s>+~][a-z0-9]*\.([\w-]+)$/i;
const STYLE = /<style/gi;
const STYLE_END = /<\/style/gi;
const FOR_PRINT = /media\s*=\s*["']?\s*print/i;

/** Where a pattern is found next; -1 where it is not. */
function nextPlace(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** The text of the style elements of a page. */
function sheetsOf(page: string): readonly string[] {
  const sheets: string[] = [];
  for (let start = nextPlace(page, STYLE, 0); start >= 0; start = nextPlace(page, STYLE, start + 1)) {
    const from = page.indexOf('>', start);
    const end = from < 0 ? -1 : nextPlace(page, STYLE_END, from);
    if (end < 0) break;
    if (!FOR_PRINT.test(page.slice(start, from))) sheets.push(page.slice(from + 1, end));
    start = end;
  }
  return sheets;
}

/** The rules of a sheet that hold at all times, as selector and declarations. */
function* rulesOf(sheet: string): Generator<readonly [string, string]> {
  let depth = 0;
  for (const piece of sheet.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '').split('}')) {
    const [selector = '', declarations, ...nested] = piece.split('{');
    const isNested = depth > 0 || nested.length > 0;
    depth = Math.max(0, depth + (declarations === undefined ? -1 : nested.length));
    if (!isNested && declarations !== undefined && !selector.includes('@')) yield [selector, declarations];
  }
}

/**
 * What the style elements of a page hide, by class: what a class alone hides, and what it may hide within another element, which stands apart. Empty for
 * most pages.
 */
export function hidingClasses(page: string): ReadonlyMap<string, StyleEffect> {
  const declared = new Map<string, string>();
  const within = new Set<string>();
  for (const sheet of sheetsOf(page)) {
    for (const [selectors, declarations] of rulesOf(sheet)) {
      for (const selector of selectors.split(',').map((each) => each.trim())) {
        const name = OF_CLASS.exec(selector)?.[1];
        const inner = OF_CLASS_WITHIN.exec(selector)?.[1];
        if (name !== undefined) declared.set(name, `${declared.get(name) ?? ''};${declarations}`);
        else if (inner !== undefined && isHiding(effectOf(declarations))) within.add(inner);
      }
    }
  }
  const classes = new Map([...within].map((name) => [name, APART]));
  for (const [name, declarations] of declared) {
    const effect = effectOf(declarations);
    if (isHiding(effect)) classes.set(name, effect);
  }
  for (const name of FOR_SCREEN_READERS) if (page.includes(name)) classes.set(name, REMOVED);
  return classes;
}

const isHiding = ({ removed, invisible, shift }: StyleEffect): boolean => removed || invisible || shift !== null;
