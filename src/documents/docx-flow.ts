import type { DocxNumbering, ListPlace } from './docx-numbering';
import { type DocxCell, type DocxRow, newCell, newRow, placeDocxCells } from './docx-table';
import { type Block, Flow } from './html-flow';
import { attributeOf, isOn, type XmlAttributes, type XmlHandler } from './xml';

/** Content that goes together: the body, a cell or a text box. */
interface Frame {
  readonly flow: Flow;
  /** Content of text boxes, which follows the paragraph that they are anchored in. */
  readonly boxes: Block[];
  /** The mark at the end of the paragraph is deleted: the next paragraph goes on in the same line. */
  markDeleted: boolean;
  runHidden: boolean;
  shift: '^' | '_' | null;
}

/** Elements whose content is not part of the accepted, visible text: deletions, earlier properties, field codes, layout, ruby. */
const UNSEEN: ReadonlySet<string> = new Set(
  'moveFrom delText instrText delInstrText pPrChange rPrChange tcPrChange trPrChange tblPrChange tblPrExChange sectPrChange tblGridChange tblGrid tblPr sectPr binData rt'.split(
    ' ',
  ),
);
const DEEPEST_TABLE = 24;
const MOST_COLUMNS = 1000;

const newFrame = (): Frame => ({ flow: new Flow(), boxes: [], markDeleted: false, runHidden: false, shift: null });

/** Builds the flow of a document from the elements of its main part. */
export class DocxFlow implements XmlHandler {
  readonly #body = newFrame();
  readonly #frames: Frame[] = [this.#body];
  readonly #tables: DocxRow[][] = [];
  readonly #path: string[] = [];
  readonly #numbering: DocxNumbering;
  #place: { -readonly [Name in keyof ListPlace]: ListPlace[Name] } = { style: null, list: null, level: null };
  /** The automatic number that the next text begins with. */
  #number = '';
  /** For each open choice between alternatives, whether one was taken. */
  readonly #taken: boolean[] = [];
  /** Of each open field, whether its code is still being told; a field within the code of another shows nothing of its own. */
  readonly #fields: boolean[] = [];
  /** Of each open content control, whether it shows what it asks for in place of a content. */
  readonly #prompting: boolean[] = [];
  /** Open elements since one that is not seen; 0 where content is seen. */
  #unseen = 0;
  #inText = false;

  constructor(numbering: DocxNumbering) {
    this.#numbering = numbering;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#unseen > 0 || this.#isUnseen(name)) {
      this.#unseen++;
      return;
    }
    const parent = this.#path[this.#path.length - 1] ?? '';
    this.#path.push(name);
    if (name === 'fldChar') this.#setField(attributeOf(attributes, 'fldCharType'));
    else if (parent === 'r') this.#openInRun(name, attributes);
    else if (parent === 'sdtPr' && name === 'showingPlcHdr')
      this.#prompting[this.#prompting.length - 1] = isOn(attributes);
    else if (parent === 'pPr' || parent === 'numPr') this.#setPlace(name, attributeOf(attributes, 'val') ?? '');
    else if (parent === 'rPr') this.#setRunProperty(name, attributes);
    else if (parent === 'tcPr') this.#setCellProperty(name, attributes);
    else if (parent === 'trPr') this.#setRowProperty(name, attributes);
    this.#openElement(name);
  }

  close(name: string): void {
    if (this.#unseen > 0) {
      this.#unseen--;
      return;
    }
    this.#path.pop();
    this.#closeElement(name);
  }

  text(text: string): void {
    if (!this.#inText || this.#unseen > 0 || this.#isUnread) return;
    this.#frame.flow.append(this.#number + text.replace(/[\r\n]/g, ' '), 'keep');
    this.#number = '';
  }

  finish(): readonly Block[] {
    endParagraph(this.#body);
    return this.#body.flow.blocks;
  }

  get #frame(): Frame {
    return this.#frames[this.#frames.length - 1] ?? this.#body;
  }

  get #row(): DocxRow | undefined {
    return this.#tables[this.#tables.length - 1]?.at(-1);
  }

  get #cell(): DocxCell | undefined {
    return this.#row?.cells.at(-1);
  }

  /** `del` is a deletion around runs, and elsewhere says that what it stands in is deleted. */
  #isUnseen(name: string): boolean {
    const parent = this.#path[this.#path.length - 1];
    if (name === 'del' || name === 'moveFrom') return parent !== 'rPr' && parent !== 'trPr';
    if (name === 'Choice' || name === 'Fallback') return this.#taken.at(-1) === true;
    return UNSEEN.has(name) || (name === 'tbl' && this.#tables.length >= DEEPEST_TABLE);
  }

  #openElement(name: string): void {
    switch (name) {
      case 'p':
        this.#frame.markDeleted = false;
        this.#place = { style: null, list: null, level: null };
        this.#number = '';
        return;
      case 'r':
        this.#frame.runHidden = false;
        this.#frame.shift = null;
        return;
      case 'AlternateContent':
        this.#taken.push(false);
        return;
      case 'sdt':
        this.#prompting.push(false);
        return;
      case 'Choice':
        this.#taken[this.#taken.length - 1] = true;
        return;
      case 'tbl':
        this.#frame.flow.breakLine();
        this.#tables.push([]);
        return;
      case 'tr':
        this.#tables.at(-1)?.push(newRow());
        return;
      case 'tc':
        this.#row?.cells.push(newCell());
        this.#frames.push(newFrame());
        return;
      case 'txbxContent':
        this.#frames.push(newFrame());
        return;
      case 't':
        this.#inText = true;
    }
  }

  #closeElement(name: string): void {
    switch (name) {
      case 't':
        this.#inText = false;
        return;
      case 'r':
        if (this.#frame.shift !== null) this.#frame.flow.markShift(this.#frame.shift);
        return;
      case 'pPr':
        this.#countParagraph();
        return;
      case 'p':
        // A code that is broken off must not swallow what follows.
        this.#fields.fill(false);
        if (!this.#frame.markDeleted) endParagraph(this.#frame);
        return;
      case 'AlternateContent':
        this.#taken.pop();
        return;
      case 'sdt':
        this.#prompting.pop();
        return;
      case 'txbxContent': {
        const blocks = this.#closeFrame();
        for (const block of blocks) this.#frame.boxes.push(block);
        return;
      }
      case 'tc': {
        const blocks = this.#closeFrame();
        const cell = this.#cell;
        if (cell !== undefined) cell.blocks = blocks;
        return;
      }
      case 'tbl': {
        const rows = this.#tables.pop();
        if (rows !== undefined) this.#frame.flow.addPlacedTable(placeDocxCells(rows));
      }
    }
  }

  #closeFrame(): readonly Block[] {
    const frame = this.#frames.length > 1 ? this.#frames.pop() : undefined;
    if (frame === undefined) return [];
    endParagraph(frame);
    return frame.flow.blocks;
  }

  /** Of what a run holds nobody reads any: it is hidden, the code of a field, or the prompt of a content control. */
  get #isUnread(): boolean {
    return this.#frame.runHidden || this.#fields.includes(true) || this.#prompting.includes(true);
  }

  #openInRun(name: string, attributes: XmlAttributes): void {
    if (this.#isUnread) return;
    const { flow } = this.#frame;
    if (name === 'tab' || name === 'ptab') flow.append('\t', 'keep');
    else if (name === 'br' || name === 'cr') flow.breakLine();
    else if (name === 'noBreakHyphen') flow.append('-', 'keep');
    else if (name === 'sym') flow.append(symbolOf(attributeOf(attributes, 'char')), 'keep');
  }

  #setPlace(name: string, value: string): void {
    if (name === 'pStyle') this.#place.style = value;
    else if (name === 'numId') this.#place.list = value;
    else if (name === 'ilvl') this.#place.level = Number(value);
  }

  /** Numbers in cells are left out: before a figure one would be part of it, and rows are known without. */
  #countParagraph(): void {
    const number = this.#frame.markDeleted ? '' : this.#numbering.next(this.#place);
    if (this.#frame === this.#body) this.#number = number;
  }

  #setField(type: string | undefined): void {
    if (type === 'begin') this.#fields.push(true);
    else if (type === 'separate' && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = false;
    else if (type === 'end') this.#fields.pop();
  }

  /** Struck-out text is what the agency took back, as in web pages. */
  #setRunProperty(name: string, attributes: XmlAttributes): void {
    const owner = this.#path[this.#path.length - 3];
    if (owner === 'pPr' && (name === 'del' || name === 'moveFrom')) this.#frame.markDeleted = true;
    if (owner !== 'r') return;
    if (name === 'vanish' || name === 'strike' || name === 'dstrike') this.#frame.runHidden ||= isOn(attributes);
    if (name !== 'vertAlign') return;
    const align = attributeOf(attributes, 'val');
    this.#frame.shift = align === 'superscript' ? '^' : align === 'subscript' ? '_' : null;
    if (this.#frame.shift !== null) this.#frame.flow.markShift(this.#frame.shift);
  }

  #setCellProperty(name: string, attributes: XmlAttributes): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    const value = attributeOf(attributes, 'val');
    if (name === 'gridSpan') cell.gridSpan = columnsOf(value, 1);
    else if (name === 'vMerge') cell.vMerge = value === 'restart' ? 'restart' : 'continue';
    else if (name === 'hMerge') cell.hMerge = value === 'restart' ? 'restart' : 'continue';
    else if (name === 'cellDel') cell.deleted = true;
  }

  #setRowProperty(name: string, attributes: XmlAttributes): void {
    const row = this.#row;
    if (row === undefined) return;
    if (name === 'gridBefore') row.gridBefore = columnsOf(attributeOf(attributes, 'val'), 0);
    else if (name === 'del' || (name === 'hidden' && isOn(attributes))) row.deleted = true;
  }
}

function endParagraph({ flow, boxes }: Frame): void {
  flow.breakLine();
  for (const box of boxes.splice(0)) flow.blocks.push(box);
}

/** A character by its code in a font: of fonts of symbols one for private use, which nobody takes for a digit. */
function symbolOf(code: string | undefined): string {
  return /^(?!00[01])[0-9a-f]{4}$/i.test(code ?? '')
    ? String.fromCharCode(Number.parseInt(code ?? '', 16)).toWellFormed()
    : '';
}

function columnsOf(value: string | undefined, least: number): number {
  const columns = /^\d+$/.test(value ?? '') ? Number(value) : least;
  return Math.min(Math.max(columns, least), MOST_COLUMNS);
}
