import { Parser, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { SourceDocument } from '../domain/source-document';
import { elementNameAt } from './html-elements';
import { HtmlTree, NO_ATTRIBUTES, type SeenAttributes } from './html-tree';
import { makeNameTable } from './name-table';
import { writeFlow } from './write-flow';

type Page = Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'>;

/** Names of meta elements that hold a title, of the page, its column or its site (GB/T 33476 and Open Graph). */
const TITLE_META: ReadonlySet<string> = new Set(['articletitle', 'columnname', 'sitename', 'og:title']);
const MAX_TITLES = 12;
const MAX_TITLE_LENGTH = 400;
const LINE_MARKUP = /<(?:p|div|br|li|h[1-6])[\s/>]/i;

/** Visible content of a page, and its tables. Broken markup is understood as browsers do; nothing throws. */
export function readHtml(html: string): Page {
  const reader = new HtmlReader(html);
  // Attribute values, most of a page, are skipped at a stroke when the tokenizer need not look for entities in them.
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return reader.page();
}

interface Attributes extends SeenAttributes {
  readonly name: string;
  readonly property: string;
  readonly content: string;
}

type ReadAttributes = { -readonly [Name in keyof Attributes]?: Attributes[Name] };

const attributeAt = makeNameTable(['style', 'hidden', 'rowspan', 'colspan', 'name', 'property', 'content'] as const);
type TextAttribute = Exclude<keyof Attributes, 'hidden'>;

/** Turns the tokens of a page into a tree of what is seen, and keeps its titles. */
class HtmlReader implements TokenizerCallbacks {
  readonly #html: string;
  readonly #tree: HtmlTree;
  readonly #titles: string[] = [];
  #tag = '';
  /** Of the tag; null while none of them matters. */
  #attributes: ReadAttributes | null = null;
  #attribute: TextAttribute | null = null;
  #value = '';
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

  ontext(start: number, end: number): void {
    if (this.#title === null && !this.#tree.seen) return;
    const text = decodeEntities(this.#html.slice(start, end));
    if (this.#title === null) this.#tree.text(text);
    else if (this.#title.length < MAX_TITLE_LENGTH) this.#title += text;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = elementNameAt(this.#html, start, end);
    this.#attributes = null;
  }

  onattribname(start: number, end: number): void {
    const name = attributeAt(this.#html, start, end);
    this.#attribute = name === undefined || name === 'hidden' ? null : name;
    this.#value = '';
    if (name === 'hidden') this.#read().hidden = true;
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== null) this.#value += this.#html.slice(start, end);
  }

  onattribend(): void {
    if (this.#attribute !== null) this.#read()[this.#attribute] ??= decodeEntities(this.#value);
  }

  #read(): ReadAttributes {
    this.#attributes ??= {};
    return this.#attributes;
  }

  onopentagend(): void {
    if (this.#tag === 'title' && this.#tree.seen) this.#title = '';
    if (this.#attributes === null) {
      this.#tree.start(this.#tag, NO_ATTRIBUTES);
      return;
    }
    const { style = '', hidden = false, rowspan = '', colspan = '', name, property, content } = this.#attributes;
    if (this.#tag === 'meta' && TITLE_META.has((name ?? property ?? '').toLowerCase())) this.#addTitle(content ?? '');
    this.#tree.start(this.#tag, { style, hidden, rowspan, colspan });
  }

  /** HTML knows no self-closing tags. */
  onselfclosingtag(): void {
    this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const tag = elementNameAt(this.#html, start, end);
    if (tag === 'title' && this.#title !== null) {
      this.#addTitle(this.#title);
      this.#title = null;
    }
    this.#tree.end(tag);
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}
  onattribentity(): void {}
  onend(): void {}

  #addTitle(text: string): void {
    const title = text.slice(0, MAX_TITLE_LENGTH).replace(/\s+/g, ' ').trim();
    if (title !== '' && this.#titles.length < MAX_TITLES) this.#titles.push(title);
  }
}

/** Text without markup, its character references resolved. */
function decodeEntities(raw: string): string {
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
