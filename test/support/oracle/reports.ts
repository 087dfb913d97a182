/** Random reports for the oracle: of both forms and all scopes, with gaps, blanks, revisions and states. */
import type { DataSource } from 'typeorm';
import type { DiagnosticCode } from '../../../src/domain/diagnostic-catalogue';
import type { MeasureLookup } from '../../../src/domain/indicators';
import type { AdminLevel } from '../../../src/domain/region';
import type { ReportState } from '../../../src/domain/report';
import type { AgencyKind, ReportScope } from '../../../src/domain/report-draft';
import type { FormVersion, TabledForm } from '../../../src/domain/statutory-form';
import { recounting } from '../../../src/store/rollup-store';
import { sessionOf } from '../../../src/store/session';
import { buildDraft, type MadeUpReport } from '../build-draft';
import { measureOfDraft } from '../measure-of-draft';
import { importMadeUp, type TestStore } from '../store';

/** A revision in memory. */
export interface KnownReport {
  readonly agencyId: number;
  readonly agencyName: string;
  readonly year: number;
  readonly revision: number;
  readonly scope: ReportScope;
  readonly form: FormVersion;
  readonly state: ReportState;
  readonly regionCode: string | null;
  readonly level: AdminLevel;
  readonly kind: AgencyKind;
  readonly lookup: MeasureLookup;
  readonly narrative: string;
  readonly isLatest: boolean;
  readonly isPublic: boolean;
}

const AGENCIES: readonly Required<Pick<MadeUpReport, 'agencyName' | 'regionCode' | 'kind' | 'level' | 'scope'>>[] = [
  { agencyName: '山东省人民政府办公厅', regionCode: '370000', kind: 'GENERAL_OFFICE', level: 'PROVINCE', scope: 'OWN' },
  {
    agencyName: '济南市人民政府',
    regionCode: '370100',
    kind: 'GOVERNMENT',
    level: 'PREFECTURE',
    scope: 'CONSOLIDATED',
  },
  { agencyName: '济南市教育局', regionCode: '370100', kind: 'DEPARTMENT', level: 'PREFECTURE', scope: 'OWN' },
  { agencyName: '历下区人民政府', regionCode: '370102', kind: 'GOVERNMENT', level: 'COUNTY', scope: 'CONSOLIDATED' },
  {
    agencyName: '历下区人民政府办公室',
    regionCode: '370102',
    kind: 'GENERAL_OFFICE',
    level: 'COUNTY',
    scope: 'CONSOLIDATED',
  },
  { agencyName: '历下区教育局', regionCode: '370102', kind: 'DEPARTMENT', level: 'COUNTY', scope: 'OWN' },
  { agencyName: '历下区某镇人民政府', regionCode: '370102', kind: 'GOVERNMENT', level: 'TOWNSHIP', scope: 'OWN' },
  { agencyName: '瑞安市人民政府办公室', regionCode: '330381', kind: 'GENERAL_OFFICE', level: 'COUNTY', scope: 'OWN' },
  { agencyName: '东城区财政局', regionCode: '110101', kind: 'DEPARTMENT', level: 'COUNTY', scope: 'OWN' },
  { agencyName: '仙桃市人民政府', regionCode: '429004', kind: 'GOVERNMENT', level: 'COUNTY', scope: 'OWN' },
  { agencyName: '国家税务总局', regionCode: null, kind: 'VERTICAL', level: 'NATIONAL', scope: 'OWN' },
];

export const REGION_CODES = ['370000', '370100', '370102', '330381', '110101', '110000', '429004', '420000'] as const;
export const YEARS = [2019, 2020, 2021, 2022, 2023, 2024] as const;
const WORDS = [
  '政务公开',
  '政策解读',
  '公开',
  '不公开',
  'GDP',
  'ＧＤＰ',
  '一政',
  '解读。',
  '\n',
  "'",
  '\\',
  '政策',
] as const;

/** Small, fast and the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CELLS = [
  'received@TOTAL',
  'received@NATURAL_PERSON',
  'broughtForward@TOTAL',
  'outcomes.total@TOTAL',
  'outcomes.withheld.stateSecrets@TOTAL',
  'outcomes.closedOtherwise.other@TOTAL',
  'carriedForward@TOTAL',
  'corrected@REVIEW',
  'upheld@LITIGATION_AFTER_REVIEW',
  'fees.collected',
  'rules.issued',
] as const;

function madeUpReports(seed: number): readonly MadeUpReport[] {
  const random = randomOf(seed);
  const chance = (share: number): boolean => random() < share;
  const oneOf = <Choice>(choices: readonly Choice[]): Choice =>
    choices[Math.floor(random() * choices.length)] as Choice;
  const reports: MadeUpReport[] = [];
  for (const agency of AGENCIES) {
    for (const year of YEARS) {
      if (chance(0.15)) continue;
      for (let revisions = chance(0.2) ? 2 : 1; revisions > 0; revisions -= 1) {
        const form: TabledForm = year < 2021 !== chance(0.05) ? 'FORM_2019' : 'FORM_2021';
        const figures: Record<string, number | null> = {};
        for (const cell of CELLS) {
          const kind = random();
          if (kind < 0.1) figures[cell] = null;
          else if (cell === 'fees.collected') figures[cell] = Math.floor(random() * 1e8) / 100;
          else if (kind < 0.2) figures[cell] = oneOf([0, 1, 30, 2 ** 40]);
        }
        const findings: readonly DiagnosticCode[] = chance(0.1)
          ? ['OUTCOMES_TOTAL_MISMATCH']
          : chance(0.05)
            ? ['TABLE_UNREADABLE']
            : [];
        const narrative = Array.from({ length: Math.floor(random() * 6) }, () => oneOf(WORDS)).join('');
        const scope = chance(0.15) ? oneOf(['OWN', 'CONSOLIDATED', 'UNKNOWN'] as const) : agency.scope;
        reports.push({ ...agency, year, form, scope, figures, findings, narrative, seed: Math.floor(random() * 1e6) });
      }
    }
  }
  return reports;
}

const stateOf = ({ findings }: MadeUpReport): ReportState => {
  if (findings?.includes('TABLE_UNREADABLE')) return 'QUARANTINED';
  return findings?.length ? 'IN_REVIEW' : 'PUBLISHED';
};

/** Imports random reports, withdraws some, and answers what the hub must know then. */
export async function fillWithRandomReports(store: TestStore, seed: number): Promise<readonly KnownReport[]> {
  const reports = madeUpReports(seed);
  for (let start = 0; start < reports.length; start += 40)
    await importMadeUp(store.imports, reports.slice(start, start + 40));
  const agencies = await store.dataSource.query<{ id: number; name: string }[]>('SELECT id, name FROM agency');
  const idOf = new Map(agencies.map(({ id, name }) => [name, id]));
  const known = reports.map((report, place): KnownReport => {
    const same = reports.map((other, at) => ({ other, at })).filter(({ other }) => sameYear(other, report));
    const published = same.filter(({ other }) => stateOf(other) === 'PUBLISHED');
    const { draft } = buildDraft(report);
    return {
      agencyId: idOf.get(report.agencyName ?? '') ?? 0,
      agencyName: report.agencyName ?? '',
      year: report.year ?? 0,
      revision: same.findIndex(({ at }) => at === place) + 1,
      scope: draft.scope,
      form: draft.form ?? 'PRE_2019',
      state: stateOf(report),
      regionCode: report.regionCode ?? null,
      level: report.level ?? 'COUNTY',
      kind: report.kind ?? 'OTHER',
      lookup: measureOfDraft(draft),
      narrative: report.narrative ?? '',
      isLatest: same.at(-1)?.at === place,
      isPublic: published.at(-1)?.at === place,
    };
  });
  return withdrawSome(store.dataSource, known);
}

const sameYear = (one: MadeUpReport, other: MadeUpReport): boolean =>
  one.agencyName === other.agencyName && one.year === other.year;

async function withdrawSome(dataSource: DataSource, known: readonly KnownReport[]): Promise<readonly KnownReport[]> {
  const withdrawn = known.filter(({ isPublic }, place) => isPublic && place % 11 === 5);
  for (const report of withdrawn) {
    const { agencyId, year, revision } = report;
    await sessionOf(dataSource).transaction((session) =>
      recounting(session, [report], () =>
        session.query(
          "UPDATE annual_report SET state = 'WITHDRAWN', is_public = false WHERE agency_id = $1 AND year = $2 AND revision = $3",
          [agencyId, year, revision],
        ),
      ),
    );
  }
  return known.map((report) =>
    withdrawn.includes(report) ? { ...report, state: 'WITHDRAWN', isPublic: false } : report,
  );
}
