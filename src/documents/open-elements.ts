import type { CellContent, Flow, Whitespace } from './html-flow';

/** Browsers stop nesting too, at 512. */
const MAX_DEPTH = 256;

export interface OpenTable {
  readonly rows: { readonly group: number; readonly cells: CellContent[] }[];
  group: number;
}

/** An element that is open. Its place in the stack is its depth. */
export interface OpenElement {
  readonly name: string;
  readonly kind: 'root' | 'inline' | 'block' | 'table' | 'caption' | 'section' | 'row' | 'cell';
  /** Where content goes; null when it is not seen. Content of a table outside its cells goes before the table, as in browsers. */
  readonly flow: Flow | null;
  readonly whitespace: Whitespace;
  /** Depth of the innermost cell or part of a table around it, itself included; 0 without any. */
  readonly scope: number;
  /** Depth of the innermost block in that scope, itself included; 0 without any. */
  readonly block: number;
  /** Depth of the next element of the same name around it; 0 without any. */
  readonly namesake: number;
  readonly table: OpenTable | null;
  /** Cells of the row; null when the row is not seen. */
  readonly row: CellContent[] | null;
  /** Of a cell: its spans; null when it takes no slot. */
  readonly spans: { readonly rowspan: number; readonly colspan: number } | null;
}

/** What an element adds to what it takes over from the one around it. */
type OwnParts = Pick<OpenElement, 'flow'> & Partial<Pick<OpenElement, 'whitespace' | 'table' | 'row' | 'spans'>>;

/** The stack of open elements; the outermost is the page and never closes. */
export class OpenElements {
  readonly #stack: OpenElement[];
  /** Depth of the innermost element of each name. */
  readonly #innermost = new Map<string, number>();
  #top: OpenElement;

  constructor(flow: Flow, whitespace: Whitespace) {
    this.#top = {
      name: '',
      kind: 'root',
      flow,
      whitespace,
      scope: 0,
      block: 0,
      namesake: 0,
      table: null,
      row: null,
      spans: null,
    };
    this.#stack = [this.#top];
  }

  get top(): OpenElement {
    return this.#top;
  }

  /** The innermost cell or part of a table, or the page. */
  get scope(): OpenElement {
    return this.#stack[this.#top.scope] ?? this.#top;
  }

  push(name: string, kind: OpenElement['kind'], own: OwnParts): void {
    const outer = this.#top;
    const depth = this.#stack.length;
    const isContent = kind === 'inline' || kind === 'block';
    this.#top = {
      name,
      kind,
      flow: own.flow,
      whitespace: own.whitespace ?? outer.whitespace,
      scope: isContent ? outer.scope : depth,
      block: kind === 'block' ? depth : isContent ? outer.block : 0,
      namesake: this.#innermost.get(name) ?? 0,
      table: own.table ?? outer.table,
      row: own.row === undefined ? outer.row : own.row,
      spans: own.spans ?? null,
    };
    this.#stack.push(this.#top);
    this.#innermost.set(name, depth);
  }

  /** Makes room for one more level of content, at the cost of the innermost. */
  limitDepth(): void {
    const depth = this.#stack.length - 1;
    if (depth >= MAX_DEPTH && depth > this.#top.scope) this.#closeFrom(depth);
  }

  /** Makes room for a table, at the cost of all content elements around it in its cell; false when tables alone fill the stack. */
  makeRoomForTable(): boolean {
    if (this.#stack.length > MAX_DEPTH) this.closeContent();
    return this.#stack.length <= MAX_DEPTH;
  }

  closeTop(): void {
    this.#closeFrom(this.#stack.length - 1);
  }

  /** Closes the innermost cell or part of a table, and what is in it. */
  closeScope(): void {
    this.#closeFrom(this.#top.scope);
  }

  /** Closes everything inside the innermost cell or part of a table. */
  closeContent(): void {
    this.#closeFrom(this.#top.scope + 1);
  }

  closeAll(): void {
    this.#closeFrom(1);
  }

  /** Depth of the innermost element of these names in the scope; 0 without any. */
  depthOf(names: readonly string[]): number {
    let depth = this.#top.scope;
    for (const name of names) depth = Math.max(depth, this.#innermost.get(name) ?? 0);
    return depth > this.#top.scope ? depth : 0;
  }

  /** Closes the innermost element of these names in the scope, unless it lies around an element of depth `barrier`. */
  closeNearest(names: readonly string[], barrier = 0): boolean {
    const depth = this.depthOf(names);
    if (depth === 0 || depth < barrier) return false;
    this.#closeFrom(depth);
    return true;
  }

  /** Closes the row, section or table if the innermost table has it open. */
  closePart(kind: 'table' | 'section' | 'row', name: string): void {
    for (let depth = this.#top.scope; depth > 0; depth = this.#stack[depth - 1]?.scope ?? 0) {
      const open = this.#stack[depth];
      if (open?.kind === kind && open.name === name) {
        this.#closeFrom(depth);
        return;
      }
      if (open?.kind === 'table') return;
    }
  }

  /** Closes every element from this depth on, innermost first. */
  #closeFrom(depth: number): void {
    while (this.#stack.length > Math.max(depth, 1)) {
      const closed = this.#top;
      this.#stack.pop();
      this.#top = this.#stack[this.#stack.length - 1] ?? closed;
      this.#innermost.set(closed.name, closed.namesake);
      if (closed.kind !== 'inline') finishElement(closed);
    }
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
