import type { StatedCount } from '../domain/report-draft';
import { contradictionAbove } from './captions';
import { foldUnnumbered } from './fold';
import { type Cell, countOf } from './lex-cells';
import type { Zone } from './locate-tables';
import { type NumberKind, readNumber } from './read-number';
import type { Reporting } from './reporting';
import { STATISTICS_ROWS } from './stated-wordings';

/** Numbers of lines, and notes: （一）, （不同渠道和方式公开相同信息计1条）. */
const IN_BRACKETS = /[（(][^（()）]*[）)]/gu;
const UNIT = /^[（(]?\s*(?:件|条|次|份|个|人|(万?元))\s*[）)]?$/u;
const UNIT_OF_LABEL = /[（(]\s*(?:件|条|次|份|个|人|(万?元))\s*[）)]\s*$/u;
const UNIT_OF_VALUE = /\d\s*(?:件|条|次|份|个|人|万?元)$/u;
const LONGEST_LABEL = 60;

const nameOf = ({ kind, text }: Cell): string =>
  kind === 'TEXT' && text.length <= LONGEST_LABEL ? foldUnnumbered(text.replace(IN_BRACKETS, '')) : '';

/** The subject that a row of the statistics of 2014 to 2018 names, whatever stands in its brackets. */
export const isStatisticsRow = (text: string): boolean =>
  STATISTICS_ROWS.has(foldUnnumbered(text.replace(IN_BRACKETS, '')));

const kindOfMoney = (unit: string | undefined): NumberKind =>
  unit === undefined ? 'money-unstated' : unit === '元' ? 'money-yuan' : 'money-wan';

/** A number one above that before the label, with the next label behind it: the number of the next row, where this one is blank. */
function isNextOrdinal(cells: readonly Cell[], label: number, value: number): boolean {
  const before = countOf(cells[label - 1]);
  return countOf(cells[value]) === before + 1 && cells[value + 1]?.kind === 'TEXT';
}

/** Of a row with several numbers, such as those of two years or of several agencies, none can be told to be the count. */
function isOneOfSeveral(cells: readonly Cell[], label: number, value: number): boolean {
  const { row } = cells[label] as Cell;
  if (row === null) {
    const unit = UNIT.test(cells[value + 1]?.text ?? '') ? 1 : 0;
    return cells[value + 1 + unit]?.kind === 'VALUE' && !isNextOrdinal(cells, label, value + 1);
  }
  for (let at = value + 1; cells[at]?.row === row; at++) if (Number.isFinite(countOf(cells[at]))) return true;
  return false;
}

function countOfRow(cells: readonly Cell[], cell: Cell, at: number): readonly StatedCount[] {
  const subject = STATISTICS_ROWS.get(nameOf(cell));
  if (subject === undefined) return [];
  let next = at + 1;
  const skip = (isSkipped: (other: Cell) => boolean): void => {
    for (let other = cells[next]; other?.row === cell.row && isSkipped(other); other = cells[next]) next++;
  };
  const isEmpty = ({ kind }: Cell): boolean => kind === 'EMPTY';
  // A note on the label may stand in a cell or a line of its own.
  skip((other) => isEmpty(other) || (other.kind === 'TEXT' && !UNIT.test(other.text) && nameOf(other) === ''));
  const unit = cells[next]?.kind === 'TEXT' ? UNIT.exec(cells[next]?.text ?? '') : null;
  if (unit !== null) next++;
  skip(isEmpty);
  const value = cells[next];
  if (value?.kind !== 'VALUE' || value.row !== cell.row || isOneOfSeveral(cells, at, next)) return [];
  const inLabel = UNIT_OF_LABEL.exec(cell.text);
  const isBeside = value.row !== null || unit !== null || inLabel !== null || UNIT_OF_VALUE.test(value.text);
  if (!isBeside || (value.row === null && isNextOrdinal(cells, at, next))) return [];
  const money = kindOfMoney(unit?.[1] ?? inLabel?.[1]);
  const count = readNumber(value.text, subject === 'INFORMATION_FEES' ? money : 'count').value;
  return count === null ? [] : [{ subject, value: count, span: { start: value.start, end: value.end }, scope: null }];
}

const HEADING = /^统\s*计\s*指\s*标/u;

/** Where tables of statistics begin: at their headings, or at the first row of one without. */
function tablesIn(cells: readonly Cell[]): readonly Zone[] {
  const starts = cells.flatMap(({ kind, text }, at) => (kind === 'TEXT' && HEADING.test(text) ? [at] : []));
  const first = cells.findIndex((cell) => STATISTICS_ROWS.has(nameOf(cell)));
  if (first >= 0 && (starts[0] ?? Number.POSITIVE_INFINITY) > first) starts.unshift(first);
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? cells.length }));
}

/**
 * The counts in the table of statistics that reports on 2014 to 2018 have at their end: label, unit, number, in a row or in cells one below the other,
 * where a unit must stand between them, or with either. Of tables of other years and agencies none, nor where two tables differ.
 */
export function readStatistics(cells: readonly Cell[], reporting: Reporting): readonly StatedCount[] {
  const counts = tablesIn(cells).flatMap((table) => {
    const { start, end } = table;
    const found = cells.slice(start, end).flatMap((cell, at) => countOfRow(cells, cell, start + at));
    return found.length > 0 && contradictionAbove(cells, table, reporting) === null ? found : [];
  });
  const first = new Map(counts.toReversed().map(({ subject, value }) => [subject, value]));
  const contested = new Set(counts.flatMap(({ subject, value }) => (value === first.get(subject) ? [] : [subject])));
  return counts.filter(({ subject }) => !contested.has(subject));
}
