import { Parser } from 'htmlparser2';
import type { SourceDocument } from '../domain/source-document';
import { codesOf } from './character-codes';
import { hidingClasses } from './hiding-classes';
import {
  type ElementKind,
  effectOf,
  listedAt,
  listedKind,
  NO_EFFECT,
  PageElements,
  type StyleEffect,
} from './html-elements';
import { readTokens, type TokenHandler } from './html-tokens';
import { HtmlTree, NO_ATTRIBUTES, type SeenAttributes } from './html-tree';
import { makeNameTable } from './name-table';
import { writeFlow } from './write-flow';

type Page = Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'>;

/** Names of meta elements that hold a title, of the page, its column or its site (GB/T 33476 and Open Graph). */
const TITLE_META: ReadonlySet<string> = new Set(['articletitle', 'columnname', 'sitename', 'og:title']);
const TITLE = listedKind('title');
const META = listedKind('meta');
const INPUT = listedKind('input');
const LINK = listedKind('a');
/** A count that a form shows in a cell; what else it shows asks for something. */
const COUNT = /^\s*\d[\d,.]*\s*$/;
const SHOWN_INPUT = /^(?:text|number|tel|)$/i;
const MAX_TITLES = 12;
const MAX_TITLE_LENGTH = 400;
const LINE_MARKUP = /<(?:p|div|br|li|h[1-6])[\s/>]/i;

/** Visible content of a page, and its tables. Broken markup is understood as browsers do; nothing throws. */
export function readHtml(html: string): Page {
  const codes = codesOf(html);
  const reader = new HtmlReader(html, codes);
  readTokens(html, codes, reader);
  return reader.page();
}

/** The attributes that are read, as they are spelt. Of one that is there twice the first counts. */
interface Attributes {
  hidden?: boolean;
  style?: string;
  rowspan?: string;
  colspan?: string;
  name?: string;
  property?: string;
  content?: string;
  type?: string;
  value?: string;
  href?: string;
  class?: string;
}

const ATTRIBUTES = [
  'style',
  'hidden',
  'rowspan',
  'colspan',
  'name',
  'property',
  'content',
  'type',
  'value',
  'href',
  'class',
] as const;
const attributeAt = makeNameTable(ATTRIBUTES.map((name) => [name, name]));
type TextAttribute = Exclude<keyof Attributes, 'hidden'>;

/** What is read of an opening tag. */
interface Tag {
  readonly kind: ElementKind;
  readonly attributes: SeenAttributes;
  /** Of a meta element that names the page. */
  readonly pageTitle: string | null;
  /** Of a field of a form. */
  readonly shown: string | null;
}

/** Turns the tokens of a page into a tree of what is seen, and keeps its titles. */
class HtmlReader implements TokenHandler<Tag> {
  readonly #html: string;
  readonly #codes: Uint16Array;
  readonly #elements = new PageElements();
  readonly #tree: HtmlTree;
  readonly #titles: string[] = [];
  readonly #effects = new Map<string, StyleEffect>();
  #kind: ElementKind = TITLE;
  /** Of the tag; null while none of them matters. */
  #attributes: Attributes | null = null;
  #attribute: TextAttribute | null = null;
  /** Text of the title element that is open; null outside of one. */
  #title: string | null = null;
  /** What classes of the sheets of the page hide. */
  readonly #classes: ReadonlyMap<string, StyleEffect>;

  constructor(html: string, codes: Uint16Array) {
    this.#html = html;
    this.#codes = codes;
    this.#classes = hidingClasses(html);
    // Text with tables and no other markup, such as Markdown with HTML tables, has its lines from line ends.
    this.#tree = new HtmlTree(LINE_MARKUP.test(html) ? 'collapse' : 'lines');
  }

  page(): Page {
    const { text, tables } = writeFlow(this.#tree.finish());
    return { text, tables, pageTitles: [...new Set(this.#titles)] };
  }

  text(start: number, end: number, mayRefer: boolean): void {
    if (this.#title === null && !this.#tree.seen) return;
    const printed = this.#html.slice(start, end);
    const text = mayRefer ? decodeEntities(printed) : printed;
    if (this.#title === null) this.#tree.text(text);
    else if (this.#title.length < MAX_TITLE_LENGTH) this.#title += text;
  }

  tagName(start: number, end: number): void {
    this.#kind = this.#kindAt(start, end);
    this.#attributes = null;
  }

  attribute(start: number, end: number): void {
    const name = attributeAt(this.#codes, start, end);
    const isRead = name !== undefined && name !== 'hidden' && (name !== 'class' || this.#classes.size > 0);
    this.#attribute = isRead ? name : null;
    if (name === 'hidden') this.#read().hidden = true;
  }

  value(start: number, end: number): void {
    if (this.#attribute !== null) this.#read()[this.#attribute] ??= decodeEntities(this.#html.slice(start, end));
  }

  #read(): Attributes {
    this.#attributes ??= {};
    return this.#attributes;
  }

  tagEnd(): Tag {
    const kind = this.#kind;
    if (this.#attributes === null) return { kind, attributes: NO_ATTRIBUTES, pageTitle: null, shown: null };
    const { style = '', hidden = false, rowspan = '', colspan = '', name, property, content = '' } = this.#attributes;
    const { type = '', value = '', href = '' } = this.#attributes;
    const isTitle = kind === META && TITLE_META.has((name ?? property ?? '').toLowerCase());
    const own = this.#ofClass(kind) ?? this.#effect(style);
    // A note of the page: 12<a href="#note1">1</a>
    const noted = kind === LINK && /^#./.test(href) && own === NO_EFFECT ? { ...own, shift: '^' as const } : own;
    const effect = hidden ? { ...noted, removed: true } : noted;
    const attributes = { effect, rowspan: spanOf(rowspan, true), colspan: spanOf(colspan, false) };
    const isShown = kind === INPUT && effect === NO_EFFECT && SHOWN_INPUT.test(type) && COUNT.test(value);
    return { kind, attributes, pageTitle: isTitle ? content : null, shown: isShown ? value : null };
  }

  /** What a class hides of a line of text, or a row: what it hides besides may be shown by a script. */
  #ofClass({ role }: ElementKind): StyleEffect | undefined {
    const names = role === 'inline' || role === 'row' ? this.#attributes?.class?.split(/\s+/) : undefined;
    return names?.flatMap((name) => this.#classes.get(name) ?? [])[0];
  }

  #effect(style: string): StyleEffect {
    if (style === '') return NO_EFFECT;
    const known = this.#effects.get(style);
    if (known !== undefined) return known;
    const effect = effectOf(style);
    this.#effects.set(style, effect);
    return effect;
  }

  open({ kind, attributes, pageTitle, shown }: Tag): boolean {
    if (kind === TITLE && this.#tree.seen) this.#title = '';
    if (pageTitle !== null) this.#addTitle(pageTitle);
    if (shown !== null) this.#tree.fill(shown);
    this.#tree.start(kind, attributes);
    return kind.holdsText;
  }

  close(start: number, end: number): void {
    const tag = this.#kindAt(start, end);
    if (tag === TITLE && this.#title !== null) {
      this.#addTitle(this.#title);
      this.#title = null;
    }
    this.#tree.end(tag);
  }

  #kindAt(start: number, end: number): ElementKind {
    return listedAt(this.#codes, start, end) ?? this.#elements.named(this.#html.slice(start, end).toLowerCase());
  }

  #addTitle(text: string): void {
    const title = text.slice(0, MAX_TITLE_LENGTH).replace(/\s+/g, ' ').trim();
    if (title !== '' && this.#titles.length < MAX_TITLES) this.#titles.push(title);
  }
}

/** A span as HTML reads it: leading digits, one when there are none; zero means something for rows only. */
function spanOf(value: string, zeroAllowed: boolean): number {
  if (value === '') return 1;
  const digits = /^\s*\+?(\d+)/.exec(value)?.[1];
  const span = digits === undefined ? 1 : Number(digits);
  return span === 0 && !zeroAllowed ? 1 : span;
}

/** Text without markup, its character references resolved. */
function decodeEntities(printed: string): string {
  if (!printed.includes('&')) return printed;
  // Empty cells hold this one, and nothing else.
  const raw = printed.includes('<') ? printed : printed.replaceAll('&nbsp;', '\u00a0');
  if (!raw.includes('&')) return raw;
  let text = '';
  const parser = new Parser({
    ontext: (part) => {
      text += part;
    },
  });
  parser.end(raw);
  return text;
}
