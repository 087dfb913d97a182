import { type ElementKind, listedKind } from './html-elements';
import type { CellContent, Flow, Whitespace } from './html-flow';

/** Browsers stop nesting too, at 512. */
const MAX_DEPTH = 256;

export interface OpenTable {
  readonly rows: { readonly group: number; readonly cells: CellContent[] }[];
  group: number;
}

/** An element that is open. Its place in the stack is its depth. */
export interface OpenElement {
  readonly type: ElementKind;
  readonly kind: 'root' | 'inline' | 'block' | 'table' | 'caption' | 'section' | 'row' | 'cell';
  /** Where content goes; null when it is not seen. Content of a table outside its cells goes before the table, as in browsers. */
  readonly flow: Flow | null;
  readonly whitespace: Whitespace;
  /** Digits that follow it are none of its number. */
  readonly isShifted: boolean;
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

/** What a table, a part of one, or a cell adds to what it takes over from the element around it. */
type OwnParts = Pick<OpenElement, 'flow'> & Partial<Pick<OpenElement, 'whitespace' | 'table' | 'row' | 'spans'>>;

const PAGE = listedKind('html');

/** The stack of open elements; the outermost is the page and never closes. */
export class OpenElements {
  readonly #stack: OpenElement[];
  /** By the number of its name, the depth of the innermost element of it. */
  readonly #innermost: number[] = [];
  #top: OpenElement;

  constructor(flow: Flow, whitespace: Whitespace) {
    this.#top = {
      type: PAGE,
      kind: 'root',
      flow,
      whitespace,
      isShifted: false,
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

  /** Opens a table, a part of one, or a cell. */
  push(type: ElementKind, kind: Exclude<OpenElement['kind'], 'root' | 'inline' | 'block'>, own: OwnParts): void {
    const outer = this.#top;
    this.#push({
      type,
      kind,
      flow: own.flow,
      whitespace: own.whitespace ?? outer.whitespace,
      isShifted: false,
      scope: this.#stack.length,
      block: 0,
      namesake: this.#innermost[type.id] ?? 0,
      table: own.table ?? outer.table,
      row: own.row === undefined ? outer.row : own.row,
      spans: own.spans ?? null,
    });
  }

  /** Opens an element of content. */
  pushContent(
    type: ElementKind,
    kind: 'inline' | 'block',
    own: Pick<OpenElement, 'flow' | 'whitespace' | 'isShifted'>,
  ): void {
    const { scope, block, table, row } = this.#top;
    this.#push({
      type,
      kind,
      ...own,
      scope,
      block: kind === 'block' ? this.#stack.length : block,
      namesake: this.#innermost[type.id] ?? 0,
      table,
      row,
      spans: null,
    });
  }

  #push(element: OpenElement): void {
    this.#top = element;
    this.#innermost[element.type.id] = this.#stack.length;
    this.#stack.push(element);
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
    if (this.#stack.length > 1) this.#pop();
  }

  /** Closes the innermost element if it is of a kind. */
  closeIfTop(type: ElementKind): boolean {
    const isTop = this.#top.type === type;
    if (isTop) this.closeTop();
    return isTop;
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

  /** Depth of the innermost element of these in the scope; 0 without any. */
  depthOf(types: readonly number[]): number {
    const { scope } = this.#top;
    let depth = scope;
    for (const type of types) depth = Math.max(depth, this.#innermost[type] ?? 0);
    return depth > scope ? depth : 0;
  }

  /** Closes the innermost element of these in the scope, unless it lies around an element of depth `barrier`. */
  closeNearest(types: readonly number[], barrier = 0): boolean {
    const depth = this.depthOf(types);
    if (depth === 0 || depth < barrier) return false;
    this.#closeFrom(depth);
    return true;
  }

  /** Closes the row, section or table if the innermost table has it open. */
  closePart(kind: 'table' | 'section' | 'row', type: ElementKind): void {
    for (let depth = this.#top.scope; depth > 0; depth = this.#stack[depth - 1]?.scope ?? 0) {
      const open = this.#stack[depth];
      if (open?.kind === kind && open.type === type) {
        this.#closeFrom(depth);
        return;
      }
      if (open?.kind === 'table') return;
    }
  }

  /** Closes every element from this depth on, innermost first. */
  #closeFrom(depth: number): void {
    while (this.#stack.length > Math.max(depth, 1)) this.#pop();
  }

  #pop(): void {
    const closed = this.#top;
    this.#stack.pop();
    this.#top = this.#stack[this.#stack.length - 1] ?? closed;
    this.#innermost[closed.type.id] = closed.namesake;
    if (closed.kind !== 'inline') finishElement(closed);
    else if (closed.isShifted) this.#top.flow?.markShift(' ');
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
