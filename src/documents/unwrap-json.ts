type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const DEEPEST = 24;
const FEWEST_ROWS = 2;
const SAYS_SOMETHING = /[㐀-鿿]|<\/[a-z]/i;
const MARKUP = /<\/[a-z][a-z0-9]*\s*>/i;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isScalar = (value: Json): boolean => value === null || typeof value !== 'object';
const isRecord = (value: Json): value is { readonly [name: string]: Json } => !isScalar(value) && !isList(value);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const cellOf = (value: Json): string => `<td>${value === null ? '' : escaped(String(value))}</td>`;
const rowOf = (cells: readonly Json[]): string => `<tr>${cells.map(cellOf).join('')}</tr>`;
const tableOf = (rows: readonly (readonly Json[])[]): string => `<table>${rows.map(rowOf).join('')}</table>`;

/** Rows of cells: a list of lists, or of records that have Chinese names for their fields. */
function rowsOf(value: readonly Json[]): readonly (readonly Json[])[] | undefined {
  if (value.length < FEWEST_ROWS) return undefined;
  const lists = value.filter((row) => isList(row)).filter((row) => row.every(isScalar));
  if (lists.length === value.length) return lists;
  const records = value.filter(isRecord);
  const names = Object.keys(records[0] ?? {});
  const isTable =
    records.length === value.length &&
    names.some((name) => /[㐀-鿿]/.test(name)) &&
    records.every((row) => Object.keys(row).join('|') === names.join('|') && Object.values(row).every(isScalar));
  return isTable ? [names, ...records.map((row) => Object.values(row))] : undefined;
}

/** A text, or a part of a page. */
interface Piece {
  readonly text: string;
  readonly isMarkup: boolean;
}

const isWords = (value: Json): boolean => typeof value === 'string' && SAYS_SOMETHING.test(value);

/** Of a list of texts, or of records that hold one each, such as the lines of a recognised picture, those that are numbers belong to it. */
function piecesOfList(list: readonly Json[], depth: number): readonly Piece[] {
  const isOfWords = list.some(isWords);
  const records = list.flatMap((item) => (isRecord(item) ? Object.entries(item) : []));
  const names = new Set(records.flatMap(([name, value]) => (isWords(value) ? [name] : [])));
  return list.flatMap((item) =>
    isRecord(item)
      ? Object.entries(item).flatMap(([name, value]) => piecesOf(value, depth + 1, names.has(name)))
      : piecesOf(item, depth + 1, isOfWords),
  );
}

/** Texts and tables, in their order. */
function piecesOf(value: Json, depth = 0, isAmongWords = false): readonly Piece[] {
  if (isWords(value) || (isAmongWords && isScalar(value))) {
    const text = String(value ?? '');
    return [{ text, isMarkup: MARKUP.test(text) }];
  }
  if (isScalar(value) || depth > DEEPEST) return [];
  if (isRecord(value)) return Object.values(value).flatMap((inner) => piecesOf(inner, depth + 1));
  if (!isList(value)) return [];
  const rows = rowsOf(value);
  return rows === undefined ? piecesOfList(value, depth) : [{ text: tableOf(rows), isMarkup: true }];
}

const blockOf = ({ text, isMarkup }: Piece): string =>
  isMarkup ? `<div>${text}</div>` : text.replace(/.+/g, (line) => `<p>${escaped(line)}</p>`);

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** The texts and tables in what an interface answers, as a page where one has markup; undefined when a text is no JSON, or says nothing. */
export function unwrapJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const pieces = piecesOf(parsed(text));
  if (pieces.length === 0) return undefined;
  return pieces.some(({ isMarkup }) => isMarkup)
    ? pieces.map(blockOf).join('\n')
    : pieces.map(({ text }) => text).join('\n');
}
