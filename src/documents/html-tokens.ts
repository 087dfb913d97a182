import { isAsciiWhitespace } from './html-white-space';

/** Hears what a page is made of, as ranges of it; `Tag` is what it keeps of an opening tag. */
export interface TokenHandler<Tag> {
  /** `mayRefer` where a character reference may be in it. */
  text(start: number, end: number, mayRefer: boolean): void;
  tagName(start: number, end: number): void;
  attribute(start: number, end: number): void;
  /** The value of the last attribute; an empty range where it has none. */
  value(start: number, end: number): void;
  /** The tag whose name and attributes were heard last: what all tags say that are spelt as it is. */
  tagEnd(): Tag;
  /** Returns whether the element holds nothing but text up to its end tag. */
  open(tag: Tag): boolean;
  close(start: number, end: number): void;
}

const COMMENT_END = /--!?>/g;
const SPACE = 0x20;
const AMPERSAND = 0x26;
const LESS = 0x3c;
const GREATER = 0x3e;
const BANG = 0x21;
const QUESTION = 0x3f;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/** Letters are past all of these, and most of what is looked at is one. */
const endsName = (code: number): boolean =>
  code <= GREATER && (code === GREATER || code === SLASH || isAsciiWhitespace(code));
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

/** An opening tag as it is spelt in a page, from its name to its end. */
interface SpeltTag<Tag> {
  readonly start: number;
  readonly length: number;
  readonly tag: Tag;
}

/** So many tags are kept, by what their names begin with. */
const KEPT = 64;

/**
 * Takes a page apart as browsers do (HTML standard, 13.2.5), in one pass over it. Character references are left as they stand; comments and declarations are
 * passed over, and so is a tag that the page ends in. The cells of a table have the same few tags: one that is spelt as the last of its kind is not read again.
 *
 * @param codes of the page
 */
export function readTokens<Tag>(html: string, codes: Uint16Array, handler: TokenHandler<Tag>): void {
  new Tokens(html, codes, handler).read();
}

const END_TAGS = new Map<string, RegExp>();

/** Finds the end tag of an element that holds nothing but text; there are a handful of them. */
function endTagOf(name: string): RegExp {
  const known = END_TAGS.get(name) ?? new RegExp(`</${name}(?=[ \\t\\n\\f\\r/>])`, 'gi');
  END_TAGS.set(name, known);
  return known;
}

class Tokens<Tag> {
  readonly #html: string;
  readonly #codes: Uint16Array;
  readonly #handler: TokenHandler<Tag>;
  readonly #end: number;
  readonly #kept: (SpeltTag<Tag> | null)[] = new Array(KEPT).fill(null);
  /** Whether the text since the last sign has an ampersand. */
  #mayRefer = false;

  constructor(html: string, codes: Uint16Array, handler: TokenHandler<Tag>) {
    this.#html = html;
    this.#codes = codes;
    this.#handler = handler;
    this.#end = html.length;
  }

  read(): void {
    let from = 0;
    for (let at = this.#sign(0); at < this.#end; ) {
      this.#text(from, at);
      const next = at + 1 < this.#end ? (this.#codes[at + 1] ?? 0) : 0;
      const isMarkup = isLetter(next) || next === SLASH || next === BANG || next === QUESTION;
      // Another sign is text, and parts it.
      from = isMarkup ? this.#markup(at, next) : at;
      at = this.#sign(Math.max(from, at + 1));
    }
    this.#text(from, this.#end);
  }

  /** The place of the next sign that markup begins with; the end of the page where there is none. */
  #sign(from: number): number {
    const codes = this.#codes;
    const end = this.#end;
    let mayRefer = false;
    let at = from;
    for (; at < end; at++) {
      const code = codes[at];
      if (code === LESS) break;
      if (code === AMPERSAND) mayRefer = true;
    }
    if (mayRefer) this.#mayRefer = true;
    return at;
  }

  #text(start: number, end: number): void {
    if (start < end) this.#handler.text(start, end, this.#mayRefer);
    this.#mayRefer = false;
  }

  /** Reads what begins with the sign at a place, and returns where the text after it begins. */
  #markup(at: number, next: number): number {
    if (next === BANG) return this.#declarationEnd(at + 2);
    if (next === QUESTION) return this.#after('>', at + 2);
    if (next !== SLASH) return this.#openTag(at + 1);
    if (at + 2 === this.#end) return at;
    return isLetter(this.#codes[at + 2] ?? 0) ? this.#closeTag(at + 2) : this.#after('>', at + 2);
  }

  /** The place after the next such mark; the end of the page where there is none. */
  #after(mark: string, from: number): number {
    const at = this.#html.indexOf(mark, from);
    return at === -1 ? this.#end : at + mark.length;
  }

  #declarationEnd(from: number): number {
    if (this.#html.startsWith('[CDATA[', from)) return this.#after(']]>', from);
    if (!this.#html.startsWith('--', from)) return this.#after('>', from);
    if (this.#html.startsWith('>', from + 2)) return from + 3;
    if (this.#html.startsWith('->', from + 2)) return from + 4;
    COMMENT_END.lastIndex = from + 2;
    return COMMENT_END.test(this.#html) ? COMMENT_END.lastIndex : this.#end;
  }

  #nameEnd(from: number): number {
    const codes = this.#codes;
    let at = from;
    while (at < this.#end && !endsName(codes[at] ?? 0)) at++;
    return at;
  }

  #closeTag(from: number): number {
    const nameEnd = this.#nameEnd(from);
    if (nameEnd === this.#end) return this.#end;
    this.#handler.close(from, nameEnd);
    return this.#codes[nameEnd] === GREATER ? nameEnd + 1 : this.#after('>', nameEnd);
  }

  #openTag(from: number): number {
    if (from + 1 >= this.#end) return this.#end;
    const kept = this.#placeOf(from);
    let spelt = this.#kept[kept] ?? null;
    if (spelt === null || !this.#isSpeltAt(spelt, from)) {
      spelt = this.#readTag(from);
      if (spelt === null) return this.#end;
      this.#kept[kept] = spelt;
    }
    const end = from + spelt.length;
    return this.#handler.open(spelt.tag) ? this.#content(this.#html.slice(from, this.#nameEnd(from)), end) : end;
  }

  /** Where a tag is kept: by the first two letters of its name and, of the short names of tables, the first of an attribute. */
  #placeOf(from: number): number {
    const codes = this.#codes;
    const attribute = from + 3 < this.#end && codes[from + 2] === SPACE ? (codes[from + 3] ?? 0) : 0;
    return ((codes[from] ?? 0) ^ ((codes[from + 1] ?? 0) << 2) ^ (attribute << 1)) % KEPT;
  }

  #isSpeltAt({ start, length }: SpeltTag<Tag>, from: number): boolean {
    if (from + length > this.#end) return false;
    const codes = this.#codes;
    let at = 0;
    while (at < length && codes[start + at] === codes[from + at]) at++;
    return at === length;
  }

  /** Reads a tag from its name on; null where the page ends in it. */
  #readTag(from: number): SpeltTag<Tag> | null {
    const nameEnd = this.#nameEnd(from);
    this.#handler.tagName(from, nameEnd);
    let at = nameEnd;
    while (at < this.#end) {
      const code = this.#codes[at] ?? 0;
      if (code === GREATER) return { start: from, length: at + 1 - from, tag: this.#handler.tagEnd() };
      at = code === SLASH || isAsciiWhitespace(code) ? at + 1 : this.#attribute(at);
    }
    return null;
  }

  /** Reads an attribute, and returns the place after it. */
  #attribute(from: number): number {
    const codes = this.#codes;
    let at = from + 1;
    while (at < this.#end && codes[at] !== EQUALS && !endsName(codes[at] ?? 0)) at++;
    this.#handler.attribute(from, at);
    at = this.#spaceEnd(at);
    if (at >= this.#end || codes[at] !== EQUALS) {
      this.#handler.value(at, at);
      return at;
    }
    at = this.#spaceEnd(at + 1);
    const quote = at < this.#end ? codes[at] : undefined;
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return this.#bareValue(at);
    const end = this.#codes.indexOf(quote, at + 1);
    if (end === -1) return this.#end;
    this.#handler.value(at + 1, end);
    return end + 1;
  }

  #bareValue(from: number): number {
    const codes = this.#codes;
    let at = from;
    while (at < this.#end && codes[at] !== GREATER && !isAsciiWhitespace(codes[at] ?? 0)) at++;
    this.#handler.value(from, at);
    return at;
  }

  #spaceEnd(from: number): number {
    const codes = this.#codes;
    let at = from;
    while (at < this.#end && isAsciiWhitespace(codes[at] ?? 0)) at++;
    return at;
  }

  /** Reads text up to the end tag of an element, and that too; `plaintext` has none. */
  #content(name: string, from: number): number {
    const tag = endTagOf(name.toLowerCase());
    tag.lastIndex = from;
    const end = name.toLowerCase() === 'plaintext' ? undefined : tag.exec(this.#html)?.index;
    this.#mayRefer = true;
    this.#text(from, end ?? this.#end);
    return end === undefined ? this.#end : this.#closeTag(end + 2);
  }
}
