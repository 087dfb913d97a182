import { type ElementKind, listedKind, NO_EFFECT, type StyleEffect } from './html-elements';
import { type Block, type CellContent, Flow, type Whitespace } from './html-flow';
import { OpenElements } from './open-elements';

/** What the attributes of an element say that matters for what is seen. */
export interface SeenAttributes {
  readonly effect: StyleEffect;
  /** 0 for all rows that are left of the section. */
  readonly rowspan: number;
  readonly colspan: number;
}

export const NO_ATTRIBUTES: SeenAttributes = { effect: NO_EFFECT, rowspan: 1, colspan: 1 };

const TABLE = listedKind('table');
const TBODY = listedKind('tbody');
const TR = listedKind('tr');
const TEXTAREA = listedKind('textarea');
const PARAGRAPH: readonly number[] = [listedKind('p').id];

/** Builds the visible content of a page from its tags, repairing tables as browsers do (HTML standard, 13.2.6.4.9 to 15). */
export class HtmlTree {
  readonly #root = new Flow();
  readonly #open: OpenElements;

  /** `whitespace` is how line ends outside elements count: `lines` for text that has tables but no other markup. */
  constructor(whitespace: Whitespace) {
    this.#open = new OpenElements(this.#root, whitespace);
  }

  /** True when the content that follows is seen. */
  get seen(): boolean {
    return this.#open.top.flow !== null;
  }

  text(text: string): void {
    this.#open.top.flow?.append(text, this.#open.top.whitespace);
  }

  /** What a field of a form shows, where it stands in a cell. */
  fill(text: string): void {
    if (this.#open.scope.kind === 'cell') this.text(` ${text} `);
  }

  start(type: ElementKind, attributes: SeenAttributes): void {
    const { role } = type;
    switch (role) {
      case 'skipped':
      case 'empty':
        return;
      case 'columns':
        this.#startColumns();
        return;
      case 'break':
        this.#open.top.flow?.breakLine();
        return;
      case 'table':
        this.#startTable(attributes);
        return;
      case 'caption':
      case 'section':
        this.#startPart(type, role, attributes);
        return;
      case 'row':
        this.#startRow(attributes);
        return;
      case 'cell':
        this.#startCell(type, attributes);
        return;
      default:
        this.#startContent(type, attributes);
    }
  }

  end(type: ElementKind): void {
    const { role } = type;
    switch (role) {
      case 'skipped':
      case 'empty':
      case 'columns':
        return;
      case 'break':
        this.#open.top.flow?.breakLine();
        return;
      case 'table':
      case 'section':
      case 'row':
        this.#open.closePart(role, type);
        return;
      case 'caption':
      case 'cell':
        if (this.#open.scope.type === type) this.#open.closeScope();
        return;
      default:
        this.#endContent(type);
    }
  }

  /** Closes what is open and returns the content. */
  finish(): readonly Block[] {
    this.#open.closeAll();
    this.#root.breakLine();
    return this.#root.blocks;
  }

  #startContent(type: ElementKind, { effect }: SeenAttributes): void {
    const { role, siblings } = type;
    const isBlockName = role === 'block' || role === 'preformatted';
    const isBlock = effect.display === null ? isBlockName : effect.display === 'block';
    if (isBlockName) this.#open.closeNearest(PARAGRAPH);
    if (siblings !== null) this.#open.closeNearest(siblings.ends, this.#open.depthOf(siblings.within));
    if (isBlock) this.#open.top.flow?.breakLine();
    this.#open.limitDepth();
    const { flow, whitespace } = this.#open.top;
    const shift = type.shift ?? effect.shift;
    if (shift !== null) flow?.markShift(shift);
    // Of the fields of a form one that stands in a cell shows what the cell holds.
    const isUnseen = role === 'unseen' && (type !== TEXTAREA || this.#open.scope.kind !== 'cell');
    this.#open.pushContent(type, isBlock ? 'block' : 'inline', {
      flow: isUnseen || effect.removed || effect.invisible ? null : flow,
      whitespace: effect.whitespace ?? (role === 'preformatted' ? 'keep' : whitespace),
      isShifted: shift !== null,
    });
  }

  #endContent(type: ElementKind): void {
    const closed =
      this.#open.closeIfTop(type) ||
      this.#open.closeNearest(type.endedByTag, type.stopsAtBlocks ? this.#open.top.block : 0);
    const { flow } = this.#open.top;
    if (!closed && type.name === 'p') flow?.breakLine();
  }

  #startTable(attributes: SeenAttributes): void {
    const { kind } = this.#open.scope;
    // A table directly within a table or row, not in a cell, ends the one around it.
    if (kind === 'table' || kind === 'section' || kind === 'row') this.#open.closePart('table', TABLE);
    this.#open.closeNearest(PARAGRAPH);
    this.#open.top.flow?.breakLine();
    if (!this.#open.makeRoomForTable()) return;
    const { removed, invisible } = attributes.effect;
    this.#open.push(TABLE, 'table', {
      flow: removed || invisible ? null : this.#open.top.flow,
      table: { rows: [], group: 0 },
    });
  }

  #startPart(type: ElementKind, kind: 'caption' | 'section', attributes: SeenAttributes): void {
    this.#toTable();
    const { flow, table } = this.#open.top;
    flow?.breakLine();
    if (table !== null) table.group++;
    const { removed, invisible } = attributes.effect;
    this.#open.push(type, kind, { flow: removed || invisible ? null : flow });
  }

  #startRow(attributes: SeenAttributes): void {
    this.#toTableParts();
    if (this.#open.top.kind === 'row') this.#open.closeTop();
    if (this.#open.top.kind === 'table') this.#startPart(TBODY, 'section', NO_ATTRIBUTES);
    const { flow, table } = this.#open.top;
    flow?.breakLine();
    const { removed, invisible } = attributes.effect;
    const row: CellContent[] | null = flow === null || removed || invisible ? null : [];
    if (row !== null) table?.rows.push({ group: table.group, cells: row });
    this.#open.push(TR, 'row', { flow: row === null ? null : flow, row });
  }

  #startCell(type: ElementKind, attributes: SeenAttributes): void {
    this.#toTableParts();
    if (this.#open.top.kind !== 'row') this.#startRow(NO_ATTRIBUTES);
    const { removed, invisible, whitespace } = attributes.effect;
    const { row } = this.#open.top;
    this.#open.push(type, 'cell', {
      flow: row === null || removed || invisible ? null : new Flow(),
      whitespace: whitespace ?? 'collapse',
      spans: removed ? null : { rowspan: attributes.rowspan, colspan: attributes.colspan },
    });
  }

  /** Column elements hold no content, but end the row and section they stand in. */
  #startColumns(): void {
    if (this.#open.scope.kind !== 'root') this.#toTable();
  }

  #toTable(): void {
    this.#toTableParts();
    while (this.#open.top.kind !== 'table') this.#open.closeTop();
  }

  /** Closes down to the table, section or row that the next row or cell belongs to; without one, a table is implied. */
  #toTableParts(): void {
    for (let { kind } = this.#open.scope; kind === 'cell' || kind === 'caption'; kind = this.#open.scope.kind) {
      this.#open.closeScope();
    }
    if (this.#open.scope.kind === 'root') this.#startTable(NO_ATTRIBUTES);
    else this.#open.closeContent();
  }
}
