type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const DEEPEST = 24;
const FEWEST_ROWS = 2;
const SAYS_SOMETHING = /[㐀-鿿]|<\/[a-z]/i;
const MARKUP = /<\/[a-z][a-z0-9]*\s*>/i;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isScalar = (value: Json): boolean => value === null || typeof value !== 'object';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const cellOf = (value: Json): string => `<td>${value === null ? '' : escaped(String(value))}</td>`;
const rowOf = (cells: readonly Json[]): string => `<tr>${cells.map(cellOf).join('')}</tr>`;
const tableOf = (rows: readonly (readonly Json[])[]): string => `<table>${rows.map(rowOf).join('')}</table>`;

/** Rows of cells: a list of lists, or of records that have Chinese names for their fields. */
function rowsOf(value: readonly Json[]): readonly (readonly Json[])[] | undefined {
  if (value.length < FEWEST_ROWS) return undefined;
  const lists = value.flatMap((row) => (isList(row) && row.every(isScalar) ? [row] : []));
  if (lists.length === value.length) return lists;
  const records = value.flatMap((row) => (row !== null && typeof row === 'object' && !isList(row) ? [row] : []));
  const names = Object.keys(records[0] ?? {});
  const isTable =
    records.length === value.length &&
    names.some((name) => /[㐀-鿿]/.test(name)) &&
    records.every((row) => Object.keys(row).join('|') === names.join('|') && Object.values(row).every(isScalar));
  return isTable ? [names, ...records.map((row) => Object.values(row))] : undefined;
}

/** Texts and tables, in their order, as pieces of a page. */
function piecesOf(value: Json, depth = 0): readonly string[] {
  if (typeof value === 'string') {
    if (!SAYS_SOMETHING.test(value)) return [];
    return [
      MARKUP.test(value)
        ? value
        : value
            .split('\n')
            .map((line) => `<p>${escaped(line)}</p>`)
            .join(''),
    ];
  }
  if (value === null || typeof value !== 'object' || depth > DEEPEST) return [];
  const rows = isList(value) ? rowsOf(value) : undefined;
  if (rows !== undefined) return [tableOf(rows)];
  return Object.values(value).flatMap((inner: Json) => piecesOf(inner, depth + 1));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** The texts and tables in what an interface answers, as a page; undefined when a text is no JSON, or says nothing. */
export function unwrapJson(text: string): string | undefined {
  const start = text.trimStart();
  if (!start.startsWith('{') && !start.startsWith('[')) return undefined;
  const pieces = piecesOf(parsed(text));
  return pieces.length === 0 ? undefined : `<div>${pieces.join('</div><div>')}</div>`;
}
