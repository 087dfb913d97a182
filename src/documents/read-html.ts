import { Parser } from 'htmlparser2';
import type { SourceDocument } from '../domain/source-document';
import { type ElementKind, listedKind, PageElements } from './html-elements';
import { readTokens, type TokenHandler } from './html-tokens';
import { HtmlTree, NO_ATTRIBUTES, type SeenAttributes } from './html-tree';
import { makeNameTable } from './name-table';
import { writeFlow } from './write-flow';

type Page = Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'>;

/** Names of meta elements that hold a title, of the page, its column or its site (GB/T 33476 and Open Graph). */
const TITLE_META: ReadonlySet<string> = new Set(['articletitle', 'columnname', 'sitename', 'og:title']);
const TITLE = listedKind('title');
const META = listedKind('meta');
const MAX_TITLES = 12;
const MAX_TITLE_LENGTH = 400;
const LINE_MARKUP = /<(?:p|div|br|li|h[1-6])[\s/>]/i;

/** Visible content of a page, and its tables. Broken markup is understood as browsers do; nothing throws. */
export function readHtml(html: string): Page {
  const reader = new HtmlReader(html);
  readTokens(html, reader);
  return reader.page();
}

/** The attributes that are read. Of one that is there twice the first counts. */
interface Attributes extends SeenAttributes {
  readonly name: string;
  readonly property: string;
  readonly content: string;
}

type ReadAttributes = { -readonly [Name in keyof Attributes]?: Attributes[Name] };

const attributeAt = makeNameTable(
  (['style', 'hidden', 'rowspan', 'colspan', 'name', 'property', 'content'] as const).map((name) => [name, name]),
);
type TextAttribute = Exclude<keyof Attributes, 'hidden'>;

/** Turns the tokens of a page into a tree of what is seen, and keeps its titles. */
class HtmlReader implements TokenHandler {
  readonly #html: string;
  readonly #elements = new PageElements();
  readonly #tree: HtmlTree;
  readonly #titles: string[] = [];
  #tag: ElementKind = TITLE;
  /** Of the tag; null while none of them matters. */
  #attributes: ReadAttributes | null = null;
  #attribute: TextAttribute | null = null;
  /** The last style: cells of a table have the same one. */
  #style = '';
  /** Text of the title element that is open; null outside of one. */
  #title: string | null = null;

  constructor(html: string) {
    this.#html = html;
    // Text with tables and no other markup, such as Markdown with HTML tables, has its lines from line ends.
    this.#tree = new HtmlTree(LINE_MARKUP.test(html) ? 'collapse' : 'lines');
  }

  page(): Page {
    return { ...writeFlow(this.#tree.finish()), pageTitles: [...new Set(this.#titles)] };
  }

  text(start: number, end: number): void {
    if (this.#title === null && !this.#tree.seen) return;
    const text = decodeEntities(this.#html.slice(start, end));
    if (this.#title === null) this.#tree.text(text);
    else if (this.#title.length < MAX_TITLE_LENGTH) this.#title += text;
  }

  openName(start: number, end: number): boolean {
    this.#tag = this.#elements.at(this.#html, start, end);
    this.#attributes = null;
    return this.#tag.holdsText;
  }

  attribute(start: number, end: number): void {
    const name = attributeAt(this.#html, start, end);
    this.#attribute = name === undefined || name === 'hidden' ? null : name;
    if (name === 'hidden') this.#read().hidden = true;
  }

  value(start: number, end: number): void {
    if (this.#attribute === 'style') this.#read().style ??= this.#styleAt(start, end);
    else if (this.#attribute !== null) this.#read()[this.#attribute] ??= decodeEntities(this.#html.slice(start, end));
  }

  #styleAt(start: number, end: number): string {
    if (end - start !== this.#style.length || !this.#html.startsWith(this.#style, start))
      this.#style = this.#html.slice(start, end);
    return decodeEntities(this.#style);
  }

  #read(): ReadAttributes {
    this.#attributes ??= {};
    return this.#attributes;
  }

  openEnd(): void {
    if (this.#tag === TITLE && this.#tree.seen) this.#title = '';
    if (this.#attributes === null) {
      this.#tree.start(this.#tag, NO_ATTRIBUTES);
      return;
    }
    const { style = '', hidden = false, rowspan = '', colspan = '', name, property, content } = this.#attributes;
    if (this.#tag === META && TITLE_META.has((name ?? property ?? '').toLowerCase())) this.#addTitle(content ?? '');
    this.#tree.start(this.#tag, { style, hidden, rowspan, colspan });
  }

  close(start: number, end: number): void {
    const tag = this.#elements.at(this.#html, start, end);
    if (tag === TITLE && this.#title !== null) {
      this.#addTitle(this.#title);
      this.#title = null;
    }
    this.#tree.end(tag);
  }

  #addTitle(text: string): void {
    const title = text.slice(0, MAX_TITLE_LENGTH).replace(/\s+/g, ' ').trim();
    if (title !== '' && this.#titles.length < MAX_TITLES) this.#titles.push(title);
  }
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
