import { attributeOf, readXml } from './xml';

/** What the properties of a paragraph say about its automatic number. */
export interface ListPlace {
  readonly style: string | null;
  readonly list: string | null;
  readonly level: number | null;
}

interface Level {
  start: number;
  format: string;
  /** With `%1` for the number of the first level, and so on. */
  pattern: string;
}

interface List {
  /** Levels that several lists may share, and count on. */
  outline: string;
  readonly restarts: Map<number, number>;
}

type MutablePlace = { -readonly [Name in keyof ListPlace]: ListPlace[Name] };

const DEEPEST_STYLE = 12;
const LEVELS = 9;

/** Automatic numbers of paragraphs, counted as they come (ECMA-376 part 1, 17.9). */
export class DocxNumbering {
  readonly #outlines = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, List>();
  readonly #styles = new Map<string, MutablePlace>();
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(numbering: Uint8Array | null, styles: Uint8Array | null) {
    if (numbering === null) return;
    this.#readLists(numbering);
    if (styles !== null) this.#readStyles(styles);
  }

  /** The number of the next paragraph of this kind; empty when it has none, or one that is no number. */
  next(place: ListPlace): string {
    const { list, level } = this.#resolve(place);
    const used = this.#lists.get(list ?? '');
    const levels = this.#outlines.get(used?.outline ?? '');
    const at = level ?? 0;
    if (list === null || used === undefined || levels?.has(at) !== true) return '';
    const counts = this.#counts.get(used.outline) ?? [];
    this.#counts.set(used.outline, counts);
    const restart = used.restarts.get(at);
    if (restart !== undefined && !this.#begun.has(`${list} ${at}`)) counts[at] = restart - 1;
    this.#begun.add(`${list} ${at}`);
    for (let above = 0; above < at; above++) counts[above] ??= levels.get(above)?.start ?? 1;
    counts[at] = (counts[at] ?? (levels.get(at)?.start ?? 1) - 1) + 1;
    counts.length = at + 1;
    return numberOf(levels, at, counts);
  }

  #resolve({ style, list, level }: ListPlace): Pick<ListPlace, 'list' | 'level'> {
    const inherited = this.#styles.get(style ?? '');
    return { list: list ?? inherited?.list ?? null, level: level ?? inherited?.level ?? null };
  }

  #readLists(part: Uint8Array): void {
    let levels = new Map<number, Level>();
    let level: Level | null = null;
    let list: List | null = null;
    let overridden = 0;
    readXml(part, {
      open: (name, attributes) => {
        const value = attributeOf(attributes, 'val') ?? '';
        const id = (key: string) => attributeOf(attributes, key) ?? '';
        if (name === 'abstractNum') {
          levels = new Map();
          this.#outlines.set(id('abstractNumId'), levels);
        } else if (name === 'num') {
          list = { outline: '', restarts: new Map() };
          this.#lists.set(id('numId'), list);
        } else if (name === 'abstractNumId' && list !== null) list.outline = value;
        else if (name === 'lvlOverride') overridden = Number(id('ilvl'));
        else if (name === 'startOverride') list?.restarts.set(overridden, Number(value));
        else if (name === 'lvl') {
          level = { start: 1, format: 'decimal', pattern: '' };
          if (list === null && Number(id('ilvl')) < LEVELS) levels.set(Number(id('ilvl')), level);
        } else if (level !== null && name === 'start') level.start = Number(value);
        else if (level !== null && name === 'numFmt') level.format = value;
        else if (level !== null && name === 'lvlText') level.pattern = value;
      },
      close: (name) => {
        if (name === 'lvl') level = null;
      },
    });
  }

  /** Styles that number their paragraphs, those they are based on included. */
  #readStyles(part: Uint8Array): void {
    const bases = new Map<string, string>();
    let id = '';
    let place: MutablePlace | null = null;
    readXml(part, {
      open: (name, attributes) => {
        const value = attributeOf(attributes, 'val') ?? '';
        if (name === 'style') {
          id = attributeOf(attributes, 'styleId') ?? '';
          place = { style: null, list: null, level: null };
          this.#styles.set(id, place);
        } else if (name === 'basedOn') bases.set(id, value);
        else if (place !== null && name === 'numId') place.list = value;
        else if (place !== null && name === 'ilvl') place.level = Number(value);
      },
      close: () => {},
    });
    for (const [style, own] of this.#styles) {
      let base = bases.get(style);
      for (let steps = 0; base !== undefined && steps < DEEPEST_STYLE; steps++, base = bases.get(base)) {
        own.list ??= this.#styles.get(base)?.list ?? null;
        own.level ??= this.#styles.get(base)?.level ?? null;
      }
    }
  }
}

function numberOf(levels: ReadonlyMap<number, Level>, at: number, counts: readonly number[]): string {
  const { pattern = '', format = '' } = levels.get(at) ?? {};
  if (format === 'bullet' || format === 'none') return '';
  const number = pattern.replace(/%([1-9])/g, (_, ordinal: string) => {
    const part = Number(ordinal) - 1;
    return formatted(counts[part] ?? 1, levels.get(part)?.format ?? 'decimal');
  });
  return number === '' || /[\u3000-\u9fff\uff00-\uffef]$/.test(number) ? number : `${number} `;
}

const DIGITS = '〇一二三四五六七八九';

function formatted(count: number, format: string): string {
  if (/^(?:chinese|taiwanese|japanese|ideograph)/.test(format) && count > 0 && count < 100) {
    const tens = Math.floor(count / 10);
    return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${count % 10 > 0 ? DIGITS[count % 10] : ''}`;
  }
  if (format.startsWith('decimalEnclosedCircle') && count > 0 && count <= 20)
    return String.fromCharCode(0x245f + count);
  if (/^(?:upper|lower)Letter$/.test(format) && count > 0 && count <= 26)
    return String.fromCharCode((format === 'upperLetter' ? 64 : 96) + count);
  return String(count);
}
