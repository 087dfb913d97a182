import { fc } from './property';
import type { PrintedCell, PrintedRow, PrintedTable, PrintedTables } from './report-tables';

/** What crawlers, converters and typists do to a table: each kind leaves every number as it is or takes it away, so that any other number read is a wrong one. */
export const TABLE_DAMAGE = [
  'lose-row',
  'lose-value',
  'lose-label-text',
  'lose-label-cell',
  'cut-label',
  'repeat-row',
  'blank-value',
  'join-values',
  'split-digits',
  'traditional-label',
  'space-label',
  'swap-rows',
  'lose-heading',
  'join-labels',
  'glue-label',
  'repeat-value',
  'annotate-value',
  'number-row',
  'swap-columns',
  'lose-column',
  'move-total-first',
  'repeat-table',
  'join-rows',
  'split-number',
  'group-digits',
  'mark-note',
  'widen-digits',
  'dash-value',
  'mistype-label',
  'merge-cells',
  'repeat-heading',
  'page-row',
  'cut-table',
  'lose-total-column',
] as const;
export type TableDamage = (typeof TABLE_DAMAGE)[number];
export const TEXT_DAMAGE = ['cut-document', 'page-number', 'lose-line', 'lose-repeated-lines', 'break-line'] as const;
export type TextDamage = (typeof TEXT_DAMAGE)[number];

/** One stroke of damage; `at` and `within` pick the row and the cell it hits. */
export interface Stroke {
  readonly kind: TableDamage | TextDamage;
  readonly table: keyof PrintedTables;
  readonly at: number;
  readonly within: number;
}

export const stroke: fc.Arbitrary<Stroke> = fc.record({
  kind: fc.constantFrom(...TABLE_DAMAGE, ...TEXT_DAMAGE),
  table: fc.constantFrom<keyof PrintedTables>('disclosure', 'applications', 'applications', 'applications', 'review'),
  at: fc.nat(1000),
  within: fc.nat(1000),
});

const isTextDamage = (kind: Stroke['kind']): kind is TextDamage => (TEXT_DAMAGE as readonly string[]).includes(kind);
const movesColumns = ({ kind }: Stroke): boolean =>
  kind === 'swap-columns' || kind === 'lose-column' || kind === 'move-total-first' || kind === 'lose-total-column';
const isLabel = (cell: PrintedCell): boolean => cell.role === 'label' || cell.role === 'group';
const TO_TRADITIONAL: Readonly<Record<string, string>> = {
  规: '規',
  机: '機',
  关: '關',
  属: '屬',
  国: '國',
  无: '無',
  处: '處',
  总: '總',
};

function replaceCell(row: PrintedRow, at: number, change: (cell: PrintedCell) => readonly PrintedCell[]): PrintedRow {
  return row.flatMap((cell, index) => (index === at ? change(cell) : [cell]));
}

/** Index of the nth cell of a role, wrapping around; undefined when the row has none. */
function pick(row: PrintedRow, isWanted: (cell: PrintedCell) => boolean, nth: number): number | undefined {
  const indexes = row.flatMap((cell, index) => (isWanted(cell) ? [index] : []));
  return indexes.length === 0 ? undefined : indexes[nth % indexes.length];
}

/** Two neighbouring cells in one, as when what parted them is lost. */
function joinCells(row: PrintedRow, at: number): PrintedRow {
  const [cell, next] = [row[at], row[at + 1]];
  if (cell === undefined || next === undefined) return row;
  return [...row.slice(0, at), { ...cell, text: cell.text + next.text }, ...row.slice(at + 2)];
}

/** Moves or removes a column of values, its heading with it when that stands in a row of as many cells as the values. */
function changeColumns(
  { rows, width }: PrintedTable,
  change: (cells: PrintedRow) => PrintedRow,
  count: number,
): PrintedTable {
  return {
    width,
    rows: rows.map((row) => {
      const from = row.findIndex((cell) => cell.role === 'value');
      const columns = from === -1 ? row.slice(-count) : row.slice(from);
      if (columns.length !== count || (from === -1 && row.length - count > 1)) return row;
      return [...row.slice(0, row.length - count), ...change(columns)];
    }),
  };
}

/** Headings of table three in one row, as agencies simplify it. */
function flattenHeading(table: PrintedTable): PrintedTable {
  const [first, second] = table.rows;
  // A heading in one row already says where columns were moved to.
  if (second?.some((cell) => cell.role === 'value')) return table;
  const values = table.rows.findIndex((row) => row.some((cell) => cell.role === 'value'));
  const words = table.rows.slice(0, values).flat();
  const named = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
  const columns = named.flatMap((word) => words.find((cell) => cell.text === word) ?? []);
  if (first?.[0] === undefined || columns.length !== named.length) return table;
  const flat = [{ ...first[0], rowspan: 1 }, ...columns.map((cell) => ({ ...cell, colspan: 1, rowspan: 1 }))];
  return { ...table, rows: [flat, ...table.rows.slice(values)] };
}

function damageColumns(table: PrintedTable, { kind, within }: Stroke): PrintedTable {
  const count = Math.max(...table.rows.map((row) => row.filter((cell) => cell.role === 'value').length));
  // The heading of table four has three rows, none as wide as the values: values moved under it are other values.
  if (table.width === count) return table;
  const at = within % Math.max(1, count - 1);
  const flat = flattenHeading(table);
  switch (kind) {
    case 'lose-total-column':
      return changeColumns(flat, (cells) => cells.slice(0, -1), count);
    case 'lose-column':
      return changeColumns(flat, (cells) => cells.filter((_, index) => index !== at), count);
    case 'swap-columns':
      return changeColumns(
        flat,
        (cells) => [...cells.slice(0, at), ...cells.slice(at, at + 2).reverse(), ...cells.slice(at + 2)],
        count,
      );
    default:
      return changeColumns(flat, (cells) => [...cells.slice(-1), ...cells.slice(0, -1)], count);
  }
}

/** The same table again with other numbers, as reports print the year before beside the year reported. */
function repeatTable({ rows, width }: PrintedTable, { within }: Stroke): PrintedTable {
  const other = rows.map((row) =>
    row.map((cell) => (cell.role === 'value' ? { ...cell, text: String(Number(cell.text) + (within % 3)) } : cell)),
  );
  const title: PrintedRow = [{ role: 'heading', text: '附：下属单位情况', colspan: width, rowspan: 1 }];
  const between = within % 4 < 2 ? [] : [title];
  return { width, rows: within % 2 === 0 ? [...rows, ...between, ...other] : [...other, ...between, ...rows] };
}

const NOTE_MARKS = ['①', '*', '²', '[1]', '※', '（注）'];
const PAGE_ROWS = ['— 5 —', '第5页', '- 12 -', '第 3 页 共 9 页', '7'];
const MISTYPED: Readonly<Record<string, string>> = { 属: '厉', 制: '治', 申: '中', 复: '覆', 总: '忿', 其: '基' };

const inGroups = (text: string): string => text.replace(/\B(?=(?:\d{3})+$)/gu, ',');
const widened = (text: string): string =>
  text.replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** Cuts three characters out of a label, none of a number that is run together with it. */
function cutLabel(within: number): (cell: PrintedCell) => string {
  return ({ text }) => {
    const label = text.replace(/\d+$/u, '');
    const from = within % Math.max(1, label.length);
    return label.slice(0, from) + label.slice(from + 3) + text.slice(label.length);
  };
}

function damageRow(row: PrintedRow, { kind, within }: Stroke): PrintedRow {
  const onLabel =
    kind === 'lose-label-text' ||
    kind === 'lose-label-cell' ||
    kind === 'cut-label' ||
    kind === 'traditional-label' ||
    kind === 'space-label' ||
    kind === 'mistype-label';
  const at = pick(row, onLabel ? isLabel : (cell) => cell.role === 'value', within);
  if (at === undefined) return row;
  const withText = (text: (cell: PrintedCell) => string) =>
    replaceCell(row, at, (cell) => [{ ...cell, text: text(cell) }]);
  switch (kind) {
    case 'lose-value':
    case 'lose-label-cell':
      return replaceCell(row, at, () => []);
    case 'lose-label-text':
    case 'blank-value':
      return withText(() => '');
    case 'cut-label':
      return withText(cutLabel(within));
    case 'traditional-label':
      return withText(({ text }) => [...text].map((character) => TO_TRADITIONAL[character] ?? character).join(''));
    case 'space-label':
      return withText(({ text }) => [...text].join(' '));
    case 'split-digits':
      return withText(({ text }) => [...text].join(' '));
    case 'split-number': {
      const middle = 1 + (within % Math.max(1, (row[at]?.text.length ?? 1) - 1));
      return withText(({ text }) => `${text.slice(0, middle)} ${text.slice(middle)}`.trim());
    }
    case 'group-digits':
      return withText(({ text }) => inGroups(text));
    case 'mark-note':
      return withText(({ text }) => text + NOTE_MARKS[within % NOTE_MARKS.length]);
    case 'widen-digits':
      return withText(({ text }) => widened(text));
    case 'dash-value':
      return withText(() => ['-', '—', '/', '无'][within % 4] ?? '-');
    case 'mistype-label':
      return withText(({ text }) => [...text].map((character) => MISTYPED[character] ?? character).join(''));
    case 'merge-cells': {
      const next = row[at + 1];
      if (next?.role !== 'value') return row;
      const merged = (cell: PrintedCell): PrintedCell => ({ ...cell, colspan: cell.colspan + next.colspan });
      return replaceCell(
        replaceCell(row, at + 1, () => []),
        at,
        (cell) => [merged(cell)],
      );
    }
    case 'repeat-value':
      return replaceCell(row, at, (cell) => [cell, cell]);
    case 'annotate-value':
      return withText(({ text }) => `${text}（其中${within % 7}件）`);
    case 'number-row':
      return [{ role: 'heading', text: String(within % 30), colspan: 1, rowspan: 1 }, ...row];
    case 'join-labels':
      return joinCells(row, row.findLastIndex(isLabel) - 1);
    case 'glue-label':
      return joinCells(row, row.findLastIndex(isLabel));
    case 'join-values': {
      const next = row[at + 1];
      return next?.role === 'value'
        ? replaceCell(
            replaceCell(row, at + 1, () => []),
            at,
            (cell) => [{ ...cell, text: cell.text + next.text }],
          )
        : row;
    }
    default:
      return row;
  }
}

function damageTable(table: PrintedTable, stroke: Stroke): PrintedTable {
  const rows = [...table.rows];
  const at = stroke.at % rows.length;
  const row = rows[at];
  if (row === undefined) return table;
  if (movesColumns(stroke)) return damageColumns(table, stroke);
  if (stroke.kind === 'repeat-table') return repeatTable(table, stroke);
  const isHeading = row.every((cell) => cell.role === 'heading');
  if (stroke.kind === 'lose-heading')
    return { ...table, rows: isHeading ? rows.filter((_, index) => index !== at) : rows };
  if (isHeading) return table;
  if (stroke.kind === 'cut-table') return { ...table, rows: rows.slice(0, at + 1) };
  if (stroke.kind === 'repeat-heading') {
    const values = rows.findIndex((other) => other.some((cell) => cell.role === 'value'));
    rows.splice(at, 0, ...rows.slice(0, values));
  } else if (stroke.kind === 'page-row') {
    const text = PAGE_ROWS[stroke.within % PAGE_ROWS.length] ?? '';
    rows.splice(at, 0, [{ role: 'heading', text, colspan: table.width, rowspan: 1 }]);
  } else if (stroke.kind === 'join-rows') rows.splice(at, 2, rows.slice(at, at + 2).flat());
  else if (stroke.kind === 'lose-row') rows.splice(at, 1);
  else if (stroke.kind === 'repeat-row') rows.splice(at, 0, row);
  else if (stroke.kind === 'swap-rows') rows.splice(at, 2, ...rows.slice(at, at + 2).reverse());
  else rows[at] = damageRow(row, stroke);
  return { ...table, rows };
}

/** Kinds of applicant in another order are other kinds once the heading is lost that says so: nothing else in the document does. */
const isHiddenWithoutHeading = ({ kind }: Stroke): boolean => kind === 'swap-columns' || kind === 'lose-column';

/** Damages the tables before they are rendered. */
export function damageTables(tables: PrintedTables, strokes: readonly Stroke[]): PrintedTables {
  let damaged = tables;
  for (const stroke of strokes) {
    if (isTextDamage(stroke.kind)) continue;
    const hidesMove = strokes.some((other) => other.table === stroke.table && isHiddenWithoutHeading(other));
    if (stroke.kind === 'lose-heading' && hidesMove) continue;
    damaged = { ...damaged, [stroke.table]: damageTable(damaged[stroke.table], stroke) };
  }
  return damaged;
}

function damageLines(source: string, { kind, at }: Stroke): string {
  const lines = source.split('\n');
  const index = at % lines.length;
  switch (kind) {
    case 'cut-document':
      return source.slice(0, Math.floor((source.length * (200 + (at % 800))) / 1000));
    case 'page-number':
      lines.splice(index, 0, `— ${(at % 9) + 1} —`);
      return lines.join('\n');
    case 'lose-line':
      lines.splice(index, 1);
      return lines.join('\n');
    case 'lose-repeated-lines':
      return lines.filter((line, position) => position === 0 || line !== lines[position - 1]).join('\n');
    case 'break-line': {
      const line = lines[index] ?? '';
      const middle = at % Math.max(1, line.length);
      // A number that is broken in two is another number: only labels and prose are broken.
      const breaksNumber = /\d/.test(line[middle - 1] ?? '') && /\d/.test(line[middle] ?? '');
      lines[index] = breaksNumber ? line : `${line.slice(0, middle)}\n${line.slice(middle)}`;
      return lines.join('\n');
    }
    default:
      return source;
  }
}

/** Damages the document after it was rendered. */
export function damageDocument(source: string, strokes: readonly Stroke[]): string {
  // Where columns were moved, the heading that says so must not be lost besides.
  const isHarmless = ({ kind }: Stroke): boolean => kind === 'page-number' || kind === 'cut-document';
  const kept = strokes.some(isHiddenWithoutHeading) ? strokes.filter(isHarmless) : strokes;
  return kept.reduce((text, stroke) => (isTextDamage(stroke.kind) ? damageLines(text, stroke) : text), source);
}
