import { attributeOf, readXml } from './xml';

export type NumberKind = 'plain' | 'date' | 'percent';

/** What the style of a cell says about what is seen. */
export interface CellStyle {
  readonly kind: NumberKind;
  /** What the number is divided by to be shown: formats such as `0\.0000` and `0,` show ten thousands and thousands. */
  readonly divisor: number;
  /** A unit of money that the format writes after the number; empty without one. */
  readonly unit: string;
  /** It has a border. */
  readonly bordered: boolean;
}

export const PLAIN: CellStyle = { kind: 'plain', divisor: 1, unit: '', bordered: false };

/** Built-in formats of dates and times, those of East Asian systems included (ECMA-376 part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Styles by the number that cells refer to them by. */
export function readStyles(part: Uint8Array | null): readonly CellStyle[] {
  if (part === null) return [];
  const path: string[] = [];
  const formats = new Map<number, string>();
  const borders: boolean[] = [];
  const styles: CellStyle[] = [];
  readXml(part, {
    open: (name, attributes) => {
      const parent = path.at(-1);
      path.push(name);
      if (name === 'numFmt' && parent === 'numFmts')
        formats.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '');
      else if (name === 'border' && parent === 'borders') borders.push(false);
      else if (parent === 'border' && (attributeOf(attributes, 'style') ?? 'none') !== 'none')
        borders[borders.length - 1] = true;
      else if (name === 'xf' && parent === 'cellXfs') {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        styles.push({
          kind: kindOf(id, formats.get(id)),
          ...scaleOf(formats.get(id) ?? ''),
          bordered: borders[Number(attributeOf(attributes, 'borderId') ?? 0)] ?? false,
        });
      }
    },
    close: () => void path.pop(),
  });
  return styles;
}

function kindOf(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return isBuiltInDate(id) ? 'date' : id === 9 || id === 10 ? 'percent' : 'plain';
  // Only the letters that are codes: not quoted, escaped, padding, or in brackets such as colours and locales.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[ymdhs]/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'plain';
}

const POINT_AS_TEXT = /[\\!]\.|"\."/;

/** Thousands by commas after the last digit, and any power of ten by a point that is mere text among the digits. */
function scaleOf(code: string): Pick<CellStyle, 'divisor' | 'unit'> {
  const [positive = ''] = code.split(';', 1);
  const commas = /[0#?](,+)(?![0#?,])/.exec(positive)?.[1]?.length ?? 0;
  const [, afterPoint = ''] = positive.split(POINT_AS_TEXT, 2);
  const unit = /[百千万亿]{0,2}元/.exec(positive.replace(/\[[^\]]*\]/g, ''))?.[0] ?? '';
  return { divisor: 1000 ** commas * 10 ** (afterPoint.match(/[0#?]/g)?.length ?? 0), unit };
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;

/**
 * A number as a sheet shows it: whole precision, without the noise of binary fractions. A date comes out as one (`2024-03-05`), so that a count that
 * was typed into a cell of dates is no number for anybody.
 */
export function shownNumber(raw: string, { kind, divisor, unit }: CellStyle, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (kind === 'percent') return `${significant(value * 100)}%`;
  if (kind === 'plain') return `${significant(value / divisor)}${unit}`;
  if (value < 0 || value > LAST_DAY) return significant(value);
  // Day 60 of 1900 never was; before it the count is one off.
  const days = !from1904 && value < 60 && value >= 1 ? value + 1 : value;
  const moment = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(days * DAY_MS)).toISOString();
  if (value < 1) return moment.slice(11, 16);
  return value % 1 === 0 ? moment.slice(0, 10) : `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;
}

/** Fifteen digits, as spreadsheets keep; never in exponents where digits will do. */
function significant(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e-') ? rounded.toFixed(20).replace(/0+$/, '') : text;
}
