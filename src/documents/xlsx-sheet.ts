import type { SheetCell } from './sheet-flow';
import type { Place } from './table-grid';
import { Unreadable } from './unreadable';
import { countOfFormula, type Range, rangeOf } from './xlsx-formulas';
import { type CellStyle, PLAIN, shownNumber } from './xlsx-styles';
import { attributeOf, isOn, readXml, type XmlAttributes } from './xml';

/** What the cells of all sheets refer to. */
export interface Workbook {
  readonly strings: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
  /** It asks that formulas be calculated anew: programs that cannot calculate keep 0 for every result. */
  readonly isUncalculated: boolean;
}

interface Raw {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: CellStyle;
  /** Null where no result is kept, which is not the same as an empty one. */
  value: string | null;
  inline: string;
  formula: string | null;
}

const MOST_CELLS = 200_000;
const MOST_MERGED = 2_000_000;
const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;
/** Formulas over results of formulas over results of formulas: a total of totals. */
const MOST_STEPS = 4;

/** Shared strings in their order; how a word is pronounced is no part of it. */
export function readSharedStrings(part: Uint8Array | null): readonly string[] {
  if (part === null) return [];
  const strings: string[] = [];
  let inText = false;
  let phonetic = 0;
  readXml(part, {
    open: (name) => {
      if (name === 'si') strings.push('');
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    close: (name) => {
      if (name === 'rPh') phonetic--;
      else if (name === 't') inText = false;
    },
    text: (text) => {
      if (inText) strings[strings.length - 1] += text;
    },
  });
  return strings.map(unescaped);
}

/** Characters that XML cannot hold are kept as `_x000D_` (ECMA-376 part 1, ST_Xstring). */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  const whole = text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return whole.toWellFormed().replaceAll('\0', '\ufffd');
}

/** Cells of a sheet that are seen, in reading order, those covered by a merged cell left out. @throws Unreadable beyond the limits */
export function readSheet(part: Uint8Array, workbook: Workbook): readonly SheetCell[] {
  const sheet = new SheetReader(workbook);
  readXml(part, sheet);
  return sheet.cells();
}

class SheetReader {
  readonly #workbook: Workbook;
  readonly #raws: Raw[] = [];
  readonly #merged: Range[] = [];
  readonly #hiddenColumns: Range[] = [];
  readonly #hiddenRows = new Set<number>();
  readonly #shownColumns = new Map<number, number>();
  #places: ReadonlyMap<number, Raw> | null = null;
  /** What formulas come to, by the steps that were left; sums of sums ask for the same ones again and again. */
  readonly #counts = Array.from({ length: MOST_STEPS + 1 }, () => new Map<Raw, number>());
  #row = 0;
  #column = 0;
  #raw: Raw | null = null;
  #into: 'value' | 'inline' | 'formula' | null = null;
  #phonetic = 0;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'row':
        this.#startRow(attributes);
        return;
      case 'c':
        this.#startCell(attributes);
        return;
      case 'v':
        this.#into = 'value';
        if (this.#raw !== null) this.#raw.value = '';
        return;
      case 'f':
        this.#into = 'formula';
        if (this.#raw !== null) this.#raw.formula = '';
        return;
      case 'rPh':
        this.#phonetic++;
        return;
      case 't':
        this.#into = this.#phonetic === 0 ? 'inline' : null;
        return;
      case 'col':
        if (isHidden(attributes)) this.#hiddenColumns.push(columnRange(attributes));
        return;
      case 'mergeCell': {
        const range = rangeOf(attributeOf(attributes, 'ref') ?? '');
        if (range !== null) this.#merged.push(range);
      }
    }
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic--;
    else if (name === 'v' || name === 'f' || name === 't') this.#into = null;
    else if (name === 'c') this.#raw = null;
  }

  text(text: string): void {
    if (this.#raw === null || this.#into === null) return;
    if (this.#into === 'formula') this.#raw.formula += text;
    else this.#raw[this.#into] += text;
  }

  cells(): readonly SheetCell[] {
    const spans = new Map<number, Range>();
    const covered = this.#covered(spans);
    const cells: SheetCell[] = [];
    const raws = this.#raws.toSorted((a, b) => a.row - b.row || a.column - b.column);
    for (const [at, raw] of raws.entries()) {
      const { row, column, style } = raw;
      const before = raws[at - 1];
      if (covered.has(keyOf(row, column)) || (before?.row === row && before.column === column)) continue;
      const place = this.#seen(
        spans.get(keyOf(row, column)) ?? { top: row - 1, bottom: row - 1, left: column, right: column },
      );
      if (place === null) continue;
      const computed = this.#computed(raw, MOST_STEPS);
      const isKept = computed === null || String(computed) === raw.value;
      const text = computed === null ? this.#shown(raw) : isKept ? String(computed) : `=${raw.formula}`;
      cells.push({ ...place, text, drawn: style.bordered, computed: isKept ? null : computed });
    }
    return cells.sort((a, b) => a.row - b.row || a.column - b.column);
  }

  /** Where a cell is seen: what is merged shows in what is left of it, and columns close up over those that are hidden. */
  #seen({ top, bottom, left, right }: Range): Place | null {
    let row = top + 1;
    while (row <= bottom + 1 && this.#hiddenRows.has(row)) row++;
    const column = this.#columnsBefore(left);
    const colspan = this.#columnsBefore(right + 1) - column;
    return row > bottom + 1 || colspan < 1 ? null : { row, column, rowspan: bottom + 2 - row, colspan };
  }

  /** How many columns before this one are not hidden. */
  #columnsBefore(column: number): number {
    let before = this.#shownColumns.get(column);
    if (before === undefined) {
      before = column;
      for (const { left, right } of this.#hiddenColumns)
        before -= Math.max(0, Math.min(right + 1, column) - Math.max(0, left));
      this.#shownColumns.set(column, before);
    }
    return before;
  }

  #startRow(attributes: XmlAttributes): void {
    const stated = Number(attributeOf(attributes, 'r') ?? this.#row + 1);
    this.#row = Number.isSafeInteger(stated) && stated >= 1 && stated <= LAST_ROW ? stated : this.#row + 1;
    this.#column = 0;
    if (isHidden(attributes)) this.#hiddenRows.add(this.#row);
  }

  #startCell(attributes: XmlAttributes): void {
    const place = rangeOf(attributeOf(attributes, 'r') ?? '');
    const column = place?.left ?? this.#column;
    this.#column = column + 1;
    if (this.#raws.length >= MOST_CELLS)
      throw new Unreadable('LIMIT_EXCEEDED', `has more than ${MOST_CELLS} cells, as no report has.`);
    this.#raw = {
      row: (place?.top ?? this.#row - 1) + 1,
      column,
      type: attributeOf(attributes, 't') ?? 'n',
      style: this.#workbook.styles[Number(attributeOf(attributes, 's') ?? 0)] ?? PLAIN,
      value: null,
      inline: '',
      formula: null,
    };
    this.#raws.push(this.#raw);
  }

  /** Keys of the covered cells; the ranges are kept by the key of their first cell. */
  #covered(spans: Map<number, Range>): ReadonlySet<number> {
    const covered = new Set<number>();
    let bottom = 0;
    let right = 0;
    for (const raw of this.#raws) {
      bottom = Math.max(bottom, raw.row);
      right = Math.max(right, raw.column);
    }
    let work = 0;
    for (const range of this.#merged) {
      spans.set(keyOf(range.top + 1, range.left), range);
      for (let row = range.top + 1; row <= Math.min(range.bottom + 1, bottom); row++) {
        for (let column = range.left; column <= Math.min(range.right, right); column++) {
          if (row > range.top + 1 || column > range.left) covered.add(keyOf(row, column));
          if (++work > MOST_MERGED) throw new Unreadable('LIMIT_EXCEEDED', 'merges more cells than any report has.');
        }
      }
    }
    return covered;
  }

  /** What a formula comes to that has no result, or none that can be relied on; null where there is no such formula, or where it is not sure. */
  #computed(raw: Raw, steps: number): number | null {
    const { value, formula, style } = raw;
    const hasResult = value !== null && value !== '' && !this.#workbook.isUncalculated;
    if (formula === null || hasResult || steps === 0 || !isShownAsIs(style)) return null;
    const known = this.#counts[steps]?.get(raw);
    const count = known ?? countOfFormula(formula, (row, column) => this.#countAt(row + 1, column, steps - 1));
    this.#counts[steps]?.set(raw, count);
    return Number.isNaN(count) ? null : count;
  }

  #countAt(row: number, column: number, steps: number): number {
    const raw = this.#byPlace().get(keyOf(row, column));
    if (raw === undefined) return 0;
    const computed = this.#computed(raw, steps);
    if (computed !== null) return computed;
    const shown = this.#shown(raw);
    if (shown === '') return 0;
    return raw.type === 'n' && isShownAsIs(raw.style) && /^\d{1,15}$/.test(shown) ? Number(shown) : Number.NaN;
  }

  #byPlace(): ReadonlyMap<number, Raw> {
    this.#places ??= new Map(this.#raws.map((raw) => [keyOf(raw.row, raw.column), raw]));
    return this.#places;
  }

  /** What the cell shows; of a formula that was never calculated, the formula, which nobody takes for a number. */
  #shown({ type, value, inline, formula, style }: Raw): string {
    const { strings, from1904 } = this.#workbook;
    const isUncalculated = formula !== null && value === '0' && this.#workbook.isUncalculated;
    if (value === null || (value === '' && type === 'n') || isUncalculated)
      return formula === null || inline !== '' ? unescaped(inline).trim() : `=${formula}`;
    switch (type) {
      case 's':
        return (strings[Number(value)] ?? '').trim();
      case 'b':
        return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
      case 'd':
      case 'e':
      case 'str':
        return unescaped(value).trim();
      default:
        return value === '' ? '' : shownNumber(value, style, from1904);
    }
  }
}

const isShownAsIs = ({ kind, divisor, unit }: CellStyle): boolean => kind === 'plain' && divisor === 1 && unit === '';

const keyOf = (row: number, column: number): number => row * LAST_COLUMN + column;

function isHidden(attributes: XmlAttributes): boolean {
  const hidden = attributeOf(attributes, 'hidden');
  return hidden !== undefined && isOn({ val: hidden });
}

function columnRange(attributes: XmlAttributes): Range {
  const [min, max] = ['min', 'max'].map((name) => Number(attributeOf(attributes, name)));
  return { top: 0, bottom: LAST_ROW, left: (min ?? 0) - 1, right: (max ?? 0) - 1 };
}
