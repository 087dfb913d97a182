/** Hears what a page is made of, as ranges of it. */
export interface TokenHandler {
  text(start: number, end: number): void;
  /** Returns whether the element holds nothing but text up to its end tag. */
  openName(start: number, end: number): boolean;
  attribute(start: number, end: number): void;
  /** The value of the last attribute; an empty range where it has none. */
  value(start: number, end: number): void;
  openEnd(): void;
  close(start: number, end: number): void;
}

const COMMENT_END = /--!?>/g;
const LESS = 0x3c;
const GREATER = 0x3e;
const BANG = 0x21;
const QUESTION = 0x3f;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const EQUALS = 0x3d;

const isSpace = (code: number): boolean =>
  code <= 0x20 && (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d);
/** Letters are past all of these, and most of what is looked at is one. */
const endsName = (code: number): boolean => code <= GREATER && (code === GREATER || code === SLASH || isSpace(code));
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

/**
 * Takes a page apart as browsers do (HTML standard, 13.2.5), in one pass over it. Character references are left as they stand; comments and declarations are
 * passed over, and so is a tag that the page ends in.
 */
export function readTokens(html: string, handler: TokenHandler): void {
  new Tokens(html, handler).read();
}

class Tokens {
  readonly #html: string;
  readonly #handler: TokenHandler;
  readonly #end: number;

  constructor(html: string, handler: TokenHandler) {
    this.#html = html;
    this.#handler = handler;
    this.#end = html.length;
  }

  read(): void {
    let from = 0;
    for (let at = this.#sign(0); at !== -1; ) {
      this.#text(from, at);
      const next = this.#html.charCodeAt(at + 1);
      const isMarkup = isLetter(next) || next === SLASH || next === BANG || next === QUESTION;
      // Another sign is text, and parts it.
      from = isMarkup ? this.#markup(at, next) : at;
      at = this.#sign(Math.max(from, at + 1));
    }
    this.#text(from, this.#end);
  }

  /** The place of the next sign that markup begins with; most of a table is tags side by side. */
  #sign(from: number): number {
    return this.#html.charCodeAt(from) === LESS ? from : this.#html.indexOf('<', from);
  }

  #text(start: number, end: number): void {
    if (start < end) this.#handler.text(start, end);
  }

  /** Reads what begins with the sign at a place, and returns where the text after it begins. */
  #markup(at: number, next: number): number {
    if (next === BANG) return this.#declarationEnd(at + 2);
    if (next === QUESTION) return this.#after('>', at + 2);
    if (next !== SLASH) return this.#openTag(at + 1);
    if (at + 2 === this.#end) return at;
    return isLetter(this.#html.charCodeAt(at + 2)) ? this.#closeTag(at + 2) : this.#after('>', at + 2);
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
    let at = from;
    while (at < this.#end && !endsName(this.#html.charCodeAt(at))) at++;
    return at;
  }

  #closeTag(from: number): number {
    const nameEnd = this.#nameEnd(from);
    if (nameEnd === this.#end) return this.#end;
    this.#handler.close(from, nameEnd);
    return this.#html.charCodeAt(nameEnd) === GREATER ? nameEnd + 1 : this.#after('>', nameEnd);
  }

  #openTag(from: number): number {
    const nameEnd = this.#nameEnd(from);
    const holdsText = this.#handler.openName(from, nameEnd);
    let at = nameEnd;
    while (at < this.#end) {
      const code = this.#html.charCodeAt(at);
      if (code === GREATER) {
        this.#handler.openEnd();
        return holdsText ? this.#content(this.#html.slice(from, nameEnd), at + 1) : at + 1;
      }
      at = code === SLASH || isSpace(code) ? at + 1 : this.#attribute(at);
    }
    return this.#end;
  }

  /** Reads an attribute, and returns the place after it. */
  #attribute(from: number): number {
    let at = from + 1;
    for (let code = this.#html.charCodeAt(at); at < this.#end && code !== EQUALS && !endsName(code); ) {
      code = this.#html.charCodeAt(++at);
    }
    this.#handler.attribute(from, at);
    at = this.#spaceEnd(at);
    if (this.#html.charCodeAt(at) !== EQUALS) {
      this.#handler.value(at, at);
      return at;
    }
    at = this.#spaceEnd(at + 1);
    const quote = this.#html.charCodeAt(at);
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return this.#bareValue(at);
    const end = this.#html.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", at + 1);
    if (end === -1) return this.#end;
    this.#handler.value(at + 1, end);
    return end + 1;
  }

  #bareValue(from: number): number {
    let at = from;
    while (at < this.#end && this.#html.charCodeAt(at) !== GREATER && !isSpace(this.#html.charCodeAt(at))) at++;
    this.#handler.value(from, at);
    return at;
  }

  #spaceEnd(from: number): number {
    let at = from;
    while (at < this.#end && isSpace(this.#html.charCodeAt(at))) at++;
    return at;
  }

  /** Reads text up to the end tag of an element, and that too; `plaintext` has none. */
  #content(name: string, from: number): number {
    const tag = new RegExp(`</${name}(?=[ \\t\\n\\f\\r/>])`, 'gi');
    tag.lastIndex = from;
    const end = name.toLowerCase() === 'plaintext' ? undefined : tag.exec(this.#html)?.index;
    this.#text(from, end ?? this.#end);
    return end === undefined ? this.#end : this.#closeTag(end + 2);
  }
}
