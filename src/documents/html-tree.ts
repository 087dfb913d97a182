import { ENDED_BY_SIBLING, effectOf, FORMATTING, NO_EFFECT, roleOf, type StyleEffect } from './html-elements';
import { type Block, type CellContent, Flow, type Whitespace } from './html-flow';

/** The attributes that matter for what is seen. */
export interface SeenAttributes {
  readonly style: string;
  readonly hidden: boolean;
  readonly rowspan: string;
  readonly colspan: string;
}

const NO_ATTRIBUTES: SeenAttributes = { style: '', hidden: false, rowspan: '', colspan: '' };

const HEADING = /^h[1-6]$/;

/** Browsers stop nesting too, at 512. */
const MAX_DEPTH = 256;

interface OpenTable {
  readonly rows: { readonly group: number; readonly cells: CellContent[] }[];
  group: number;
}

/** An element that is open. Its place in the stack is its depth. */
interface OpenElement {
  readonly name: string;
  readonly kind: 'root' | 'inline' | 'block' | 'table' | 'caption' | 'section' | 'row' | 'cell';
  /** Where content goes; null when it is not seen. Content of a table outside its cells goes before the table, as in browsers. */
  readonly flow: Flow | null;
  readonly whitespace: Whitespace;
  /** Depth of the innermost cell or part of a table around it, itself included; 0 without any. */
  readonly scope: number;
  /** Open paragraphs in that scope, itself included. */
  readonly paragraphs: number;
  readonly table: OpenTable | null;
  /** Cells of the row; null when the row is not seen. */
  readonly row: CellContent[] | null;
  /** Of a cell: its spans; null when it takes no slot. */
  readonly spans: { readonly rowspan: number; readonly colspan: number } | null;
}

/** Builds the visible content of a page from its tags, repairing tables as browsers do (HTML standard, 13.2.6.4.9 to 15). */
export class HtmlTree {
  readonly #root = new Flow();
  readonly #stack: OpenElement[];
  readonly #effects = new Map<string, StyleEffect>();
  #top: OpenElement;

  /** `whitespace` is how line ends outside elements count: `lines` for text that has tables but no other markup. */
  constructor(whitespace: Whitespace) {
    this.#top = {
      name: '',
      kind: 'root',
      flow: this.#root,
      whitespace,
      scope: 0,
      paragraphs: 0,
      table: null,
      row: null,
      spans: null,
    };
    this.#stack = [this.#top];
  }

  /** True when the content that follows is seen. */
  get seen(): boolean {
    return this.#top.flow !== null;
  }

  text(text: string): void {
    this.#top.flow?.append(text, this.#top.whitespace);
  }

  start(name: string, attributes: SeenAttributes): void {
    const role = roleOf(name);
    switch (role) {
      case 'skipped':
      case 'empty':
        return;
      case 'break':
        this.#top.flow?.breakLine();
        return;
      case 'table':
        this.#startTable(attributes);
        return;
      case 'caption':
      case 'section':
        this.#startPart(name, role, attributes);
        return;
      case 'row':
        this.#startRow(attributes);
        return;
      case 'cell':
        this.#startCell(name, attributes);
        return;
      default:
        this.#startContent(name, role, attributes);
    }
  }

  end(name: string): void {
    const role = roleOf(name);
    switch (role) {
      case 'skipped':
      case 'empty':
        return;
      case 'break':
        this.#top.flow?.breakLine();
        return;
      case 'table':
      case 'section':
      case 'row':
        this.#endPart(name, role);
        return;
      case 'caption':
      case 'cell':
        if (this.#scope().kind === role) this.#close(this.#top.scope);
        return;
      default:
        this.#endContent(name);
    }
  }

  /** Closes what is open and returns the content. */
  finish(): readonly Block[] {
    this.#close(1);
    this.#root.breakLine();
    return this.#root.blocks;
  }

  #startContent(name: string, role: string, attributes: SeenAttributes): void {
    const effect = this.#effect(attributes);
    const isBlock = effect.display === null ? role === 'block' || role === 'preformatted' : effect.display === 'block';
    const kind = isBlock ? 'block' : 'inline';
    if (role === 'block' || role === 'preformatted') this.#closeParagraph();
    const ended = ENDED_BY_SIBLING.get(name);
    if (ended !== undefined) this.#closeNearest(ended.siblings, ended.within);
    if (isBlock) this.#top.flow?.breakLine();
    if (this.#stack.length >= MAX_DEPTH && this.#stack.length - 1 > this.#top.scope)
      this.#close(this.#stack.length - 1);
    const unseen = role === 'unseen' || effect.removed || effect.invisible;
    const { flow, whitespace, paragraphs } = this.#top;
    if (name === 'sup' || name === 'sub') flow?.markShift(name === 'sup' ? '^' : '_');
    this.#push(name, kind, {
      flow: unseen ? null : flow,
      whitespace: effect.whitespace ?? (role === 'preformatted' ? 'keep' : whitespace),
      paragraphs: name === 'p' ? paragraphs + 1 : paragraphs,
    });
  }

  #endContent(name: string): void {
    if (name === 'p' && this.#top.paragraphs === 0) {
      this.#top.flow?.breakLine();
      return;
    }
    const isHeading = HEADING.test(name);
    const stopsAtBlocks = roleOf(name) === 'inline' && !FORMATTING.has(name);
    for (let depth = this.#stack.length - 1; depth > this.#top.scope; depth--) {
      const open = this.#stack[depth];
      if (open === undefined) return;
      if (open.name === name || (isHeading && HEADING.test(open.name))) {
        this.#close(depth);
        if (name === 'sup' || name === 'sub') this.#top.flow?.markShift(name === 'sup' ? '^' : '_');
        return;
      }
      if (stopsAtBlocks && open.kind === 'block') return;
    }
  }

  #startTable(attributes: SeenAttributes): void {
    const { kind } = this.#scope();
    // A table directly within a table or row, not in a cell, ends the one around it.
    if (kind === 'table' || kind === 'section' || kind === 'row') this.#endPart('table', 'table');
    this.#closeParagraph();
    this.#top.flow?.breakLine();
    if (this.#stack.length >= MAX_DEPTH) this.#close(this.#top.scope + 1);
    if (this.#stack.length >= MAX_DEPTH) return;
    const { removed, invisible } = this.#effect(attributes);
    this.#push('table', 'table', {
      flow: removed || invisible ? null : this.#top.flow,
      table: { rows: [], group: 0 },
    });
  }

  #startPart(name: string, kind: 'caption' | 'section', attributes: SeenAttributes): void {
    this.#toTableParts();
    while (this.#top.kind !== 'table') this.#close(this.#stack.length - 1);
    const { flow, table } = this.#top;
    flow?.breakLine();
    if (table !== null) table.group++;
    const { removed, invisible } = this.#effect(attributes);
    this.#push(name, kind, { flow: removed || invisible ? null : flow });
  }

  #startRow(attributes: SeenAttributes): void {
    this.#toTableParts();
    if (this.#top.kind === 'row') this.#close(this.#stack.length - 1);
    const { flow, table } = this.#top;
    flow?.breakLine();
    const { removed, invisible } = this.#effect(attributes);
    const row: CellContent[] | null = flow === null || removed || invisible ? null : [];
    if (row !== null) table?.rows.push({ group: table.group, cells: row });
    this.#push('tr', 'row', { flow: row === null ? null : flow, row });
  }

  #startCell(name: string, attributes: SeenAttributes): void {
    this.#toTableParts();
    if (this.#top.kind !== 'row') this.#startRow(NO_ATTRIBUTES);
    const { removed, invisible, whitespace } = this.#effect(attributes);
    const { row } = this.#top;
    this.#push(name, 'cell', {
      flow: row === null || removed || invisible ? null : new Flow(),
      whitespace: whitespace ?? 'collapse',
      spans: removed ? null : { rowspan: spanOf(attributes.rowspan, true), colspan: spanOf(attributes.colspan, false) },
    });
  }

  /** Closes down to the table, section or row that the next row or cell belongs to; without one, a table is implied. */
  #toTableParts(): void {
    for (;;) {
      const { kind } = this.#scope();
      if (kind === 'root') {
        this.#startTable(NO_ATTRIBUTES);
        return;
      }
      const isContent = kind === 'cell' || kind === 'caption';
      this.#close(isContent ? this.#top.scope : this.#top.scope + 1);
      if (!isContent) return;
    }
  }

  /** Ends the row, section or table if the innermost table has it open. */
  #endPart(name: string, role: 'table' | 'section' | 'row'): void {
    for (let depth = this.#top.scope; depth > 0; depth = this.#stack[depth - 1]?.scope ?? 0) {
      const open = this.#stack[depth];
      if (open?.kind === role && (open.name === name || role !== 'section')) {
        this.#close(depth);
        return;
      }
      if (open?.kind === 'table') return;
    }
  }

  #closeParagraph(): void {
    if (this.#top.paragraphs > 0) this.#closeNearest('p', '');
  }

  #closeNearest(names: string, within: string): void {
    const wanted = names.split(' ');
    const barriers = within.split(' ');
    for (let depth = this.#stack.length - 1; depth > this.#top.scope; depth--) {
      const name = this.#stack[depth]?.name ?? '';
      if (wanted.includes(name)) {
        this.#close(depth);
        return;
      }
      if (barriers.includes(name)) return;
    }
  }

  #scope(): OpenElement {
    return this.#stack[this.#top.scope] ?? this.#top;
  }

  #push(
    name: string,
    kind: OpenElement['kind'],
    own: Pick<OpenElement, 'flow'> & Partial<Omit<OpenElement, 'name' | 'kind' | 'scope'>>,
  ): void {
    const outer = this.#top;
    this.#top = {
      name,
      kind,
      flow: own.flow,
      whitespace: own.whitespace ?? outer.whitespace,
      scope: kind === 'inline' || kind === 'block' ? outer.scope : this.#stack.length,
      paragraphs: own.paragraphs ?? 0,
      table: own.table ?? outer.table,
      row: own.row === undefined ? outer.row : own.row,
      spans: own.spans ?? null,
    };
    this.#stack.push(this.#top);
  }

  /** Closes every element from this depth on, innermost first. */
  #close(depth: number): void {
    while (this.#stack.length > Math.max(depth, 1)) {
      const closed = this.#top;
      this.#stack.pop();
      this.#top = this.#stack[this.#stack.length - 1] ?? closed;
      if (closed.kind !== 'inline') finishElement(closed);
    }
  }

  #effect({ style, hidden }: SeenAttributes): StyleEffect {
    let effect = style === '' ? NO_EFFECT : this.#effects.get(style);
    if (effect === undefined) {
      effect = effectOf(style);
      this.#effects.set(style, effect);
    }
    return hidden ? { ...effect, removed: true } : effect;
  }
}

/** Hands what an element has gathered to what it lies in. */
function finishElement({ kind, flow, table, row, spans }: OpenElement): void {
  flow?.breakLine();
  if (kind === 'cell' && spans !== null) {
    row?.push({ rowspan: spans.rowspan, colspan: spans.colspan, blocks: flow?.blocks ?? [] });
  } else if (table !== null && kind === 'section') {
    table.group++;
  } else if (table !== null && kind === 'table') {
    flow?.addTable(table.rows);
  }
}

/** A span as HTML reads it: leading digits, one when there are none; zero means something for rows only. */
function spanOf(value: string, zeroAllowed: boolean): number {
  if (value === '') return 1;
  const digits = /^\s*\+?(\d+)/.exec(value)?.[1];
  const span = digits === undefined ? 1 : Number(digits);
  return span === 0 && !zeroAllowed ? 1 : span;
}
