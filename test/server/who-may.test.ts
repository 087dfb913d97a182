/** Every mutation and every field that is not public × every role × own and foreign region. */
import { GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { ROLES, type Role } from '../../src/domain/access';
import { hubSubgraph } from '../../src/resolvers/subgraph';
import { type GraphqlAnswer, makeToken, sampleTexts, startTestHub, type TestHub } from '../support/hub';

/** Reports that do not add up, so that nothing of them is published: of 370102, where the askers are at home, and of 420104. */
const sample = (name: string): string => sampleTexts().find((each) => each.name.startsWith(name))?.text ?? '';
const PLACES = {
  own: {
    region: '370102',
    agency: '济南市历下区人民政府办公室',
    scope: 'OWN',
    text: sample('lixia').replace('| 104 | 2 |', '| 114 | 2 |'),
  },
  foreign: {
    region: '420104',
    agency: '武汉市硚口区人民政府',
    scope: 'CONSOLIDATED',
    text: sample('qiaokou').replace('| 284 | 5 |', '| 294 | 5 |'),
  },
} as const;
type Place = keyof typeof PLACES;
type Asker = Role | 'PUBLIC' | 'BOUND_EDITOR' | 'BOUND_REVIEWER';
const ASKERS: readonly Asker[] = ['PUBLIC', ...ROLES, 'BOUND_EDITOR', 'BOUND_REVIEWER'];

let hub: TestHub;
const tokens = new Map<Asker, string | null>([['PUBLIC', null]]);
const stored = new Map<Place, { readonly id: string; readonly agencyId: string; readonly job: string }>();

beforeAll(async () => {
  hub = await startTestHub();
  for (const role of ROLES) tokens.set(role, await makeToken(hub, role));
  tokens.set('BOUND_EDITOR', await makeToken(hub, 'EDITOR', ['370100', '110000']));
  tokens.set('BOUND_REVIEWER', await makeToken(hub, 'REVIEWER', ['370102']));
  for (const place of ['own', 'foreign'] as const) {
    const { data } = await hub.askAsAdministrator(IMPORT, importing(PLACES[place].text, 'COMMIT'));
    const [item] = data.importReports.items.nodes;
    expect(item.status).toBe('IN_REVIEW');
    stored.set(place, { id: item.report.id, agencyId: item.report.agency.id, job: data.importReports.id });
  }
});
afterAll(() => hub.stop());

const IMPORT = `mutation ($input: ImportReportsInput!) { importReports(input: $input) {
  id items { nodes { status failure report { id agency { id } } draft { agencyName } } } } }`;
const importing = (text: string, mode: string): object => ({ input: { mode, items: [{ clientRef: 'a', text }] } });

interface Asked {
  readonly query: string;
  readonly variables?: object;
}

interface Row {
  readonly needs: Role;
  readonly asked: (place: Place) => Asked;
  /** For what has an answer for everybody: whether this one shows what is not public. */
  readonly shows?: (answer: GraphqlAnswer) => boolean;
  /** Whether the regions of an asker matter. */
  readonly bound: boolean;
}

const id = (place: Place): string => stored.get(place)?.id ?? '';
const mutation =
  (field: string) =>
  (place: Place): Asked => ({ query: `mutation { ${field.replaceAll('$id', id(place))} }` });

/** A row for each mutation there is. */
const MUTATIONS: Readonly<Record<string, Row>> = {
  importReports: {
    needs: 'EDITOR',
    asked: (place) => ({ query: IMPORT, variables: importing(PLACES[place].text, 'VALIDATE_ONLY') }),
    bound: true,
  },
  // To who is bound to regions, the job of somebody else is none; see test/jobs/access.test.ts.
  cancelImportJob: { needs: 'EDITOR', asked: mutation('cancelImportJob(id: "0") { id }'), bound: false },
  retryImportItems: { needs: 'EDITOR', asked: mutation('retryImportItems(jobId: "0") { id }'), bound: false },
  reviewReport: {
    needs: 'REVIEWER',
    asked: mutation(
      'reviewReport(input: { reportId: "$id", expectedRevision: 99, decision: PUBLISH, reason: "r" }) { conflict }',
    ),
    bound: true,
  },
  correctFigures: {
    needs: 'EDITOR',
    asked: mutation(
      'correctFigures(input: { reportId: "$id", expectedRevision: 99, corrections: [], reason: "r" }) { conflict }',
    ),
    bound: true,
  },
  fileReport: {
    needs: 'EDITOR',
    asked: mutation(
      'fileReport(input: { reportId: "$id", expectedRevision: 99, agencyName: "某局", regionCode: "370102", year: 2024, reason: "r" }) { conflict }',
    ),
    bound: true,
  },
  // Of reports outside of the asker's regions it reads none, and refuses nothing.
  rereadReports: {
    needs: 'REVIEWER',
    asked: mutation('rereadReports { id }'),
    bound: false,
  },
  mergeAgencies: {
    needs: 'ADMIN',
    asked: mutation('mergeAgencies(from: "9998", into: "9999", reason: "r") { id }'),
    bound: false,
  },
  createApiToken: {
    needs: 'ADMIN',
    asked: mutation('createApiToken(input: { name: "n", role: VIEWER }) { token }'),
    bound: false,
  },
  revokeApiToken: { needs: 'ADMIN', asked: mutation('revokeApiToken(id: "0") { id }'), bound: false },
};

const shown =
  (path: string) =>
  (answer: GraphqlAnswer): boolean => {
    const found = path.split('.').reduce((value, name) => value?.[name], answer.data);
    return Array.isArray(found) ? found.length > 0 : found !== null && found !== undefined && found !== 0;
  };
const ofReport = (fields: string, path: string): Row => ({
  needs: 'EDITOR',
  asked: (place) => ({ query: `{ annualReport(id: "${id(place)}") { ${fields} } }` }),
  shows: shown(`annualReport${path}`),
  bound: true,
});
const listed = (query: (place: Place) => string, path: string): Row => ({
  needs: 'EDITOR',
  asked: (place) => ({ query: query(place) }),
  shows: shown(path),
  bound: true,
});
const within = (place: Place): string => `filter: { within: ["${PLACES[place].region}"] }`;

/** What is not public of a report, by every way that leads to it. */
const FIELDS: Readonly<Record<string, Row>> = {
  'Query.annualReport (year)': ofReport('year', '.year'),
  'Query.annualReport (source)': ofReport('source { text }', '.source.text'),
  'Query.annualReport (origin)': ofReport(
    'applicationStats(applicants: [TOTAL]) { report { importedAt } }',
    '.applicationStats.0.report.importedAt',
  ),
  'Query.annualReport (diagnostics)': ofReport('diagnostics { code }', '.diagnostics'),
  'Query.annualReport (narrative)': ofReport('narrative { text }', '.narrative'),
  'Query.annualReport (applicationStats)': ofReport('applicationStats { received }', '.applicationStats'),
  'Query.annualReport (reviewLitigation)': ofReport('reviewLitigation { total }', '.reviewLitigation'),
  'Query.annualReport (proactiveDisclosure)': ofReport(
    'proactiveDisclosure { figures { line } }',
    '.proactiveDisclosure',
  ),
  'Query.agency': listed((place) => `{ agency(name: "${PLACES[place].agency}") { id } }`, 'agency'),
  'Agency.reports': listed(
    (place) => `{ agency(id: "${stored.get(place)?.agencyId}") { reports { year } } }`,
    'agency.reports',
  ),
  'Agency.report': listed(
    (place) => `{ agency(id: "${stored.get(place)?.agencyId}") { report(year: 2024) { year } } }`,
    'agency.report.year',
  ),
  'Region.agencies': listed(
    (place) => `{ region(code: "${PLACES[place].region}") { agencies { totalCount } } }`,
    'region.agencies.totalCount',
  ),
  'RegionConsolidation.report': {
    ...listed(
      (place) => `{ region(code: "${PLACES[place].region}") { consolidation(year: 2024) { reports ownReports } } }`,
      '',
    ),
    shows: ({ data }) => data.region.consolidation.reports + data.region.consolidation.ownReports > 0,
  },
  'Query.agencies': listed(
    (place) => `{ agencies(within: ["${PLACES[place].region}"]) { nodes { id } } }`,
    'agencies.nodes',
  ),
  'Query.annualReports (within)': listed(
    (place) => `{ annualReports(${within(place)}) { totalCount } }`,
    'annualReports.totalCount',
  ),
  'Query.annualReports (state)': listed(
    (place) =>
      `{ annualReports(filter: { within: ["${PLACES[place].region}"], state: [IN_REVIEW] }) { nodes { id } } }`,
    'annualReports.nodes',
  ),
  'Query.reportAggregates': listed(
    (place) =>
      `{ reportAggregates(filter: { within: ["${PLACES[place].region}"], scope: [OWN, CONSOLIDATED] }, groupBy: [SCOPE]) { nodes { reportCount } warnings } }`,
    'reportAggregates.nodes.0.reportCount',
  ),
  'Query.searchReports': listed(
    (place) => `{ searchReports(text: "公开", ${within(place)}) { totalCount } }`,
    'searchReports.totalCount',
  ),
  'Query._entities (AnnualReport)': listed(
    (place) =>
      `{ _entities(representations: [{ __typename: "AnnualReport", id: "${id(place)}" }]) { ... on AnnualReport { year } } }`,
    '_entities.0',
  ),
  'Query._entities (ApplicationStats)': listed(
    (place) =>
      `{ _entities(representations: [{ __typename: "ApplicationStats", id: "${id(place)}:TOTAL" }]) { ... on ApplicationStats { received } } }`,
    '_entities.0',
  ),
  'Query._entities (ReviewLitigation)': listed(
    (place) =>
      `{ _entities(representations: [{ __typename: "ReviewLitigation", id: "${id(place)}:REVIEW" }]) { ... on ReviewLitigation { total } } }`,
    '_entities.0',
  ),
  'Query._entities (Agency)': listed(
    (place) =>
      `{ _entities(representations: [{ __typename: "Agency", id: "${stored.get(place)?.agencyId}" }]) { ... on Agency { name } } }`,
    '_entities.0',
  ),
  'Query.series': listed(
    (place) =>
      `{ series(agencyIds: ["${stored.get(place)?.agencyId}"], measures: [RECEIVED], years: { eq: 2024 }, scope: ${PLACES[place].scope}) { points { value } } }`,
    'series.0.points.0.value',
  ),
  'Query.ranking': listed(
    (place) =>
      `{ ranking(ratio: DISCLOSURE_RATE, year: 2024, minimumDenominator: 1, filter: { within: ["${PLACES[place].region}"], scope: [${PLACES[place].scope}] }) { totalCount } }`,
    'ranking.totalCount',
  ),
  'Query.importJob': listed(
    (place) => `{ importJob(id: "${stored.get(place)?.job}") { id items { nodes { status } } } }`,
    'importJob',
  ),
  'Query.importJobs': {
    ...listed(() => '{ importJobs { nodes { id } } }', ''),
    shows: ({ data }) =>
      data?.importJobs.nodes.some((job: { readonly id: string }) => job.id === stored.get('own')?.job) ?? false,
  },
  'Query.dataQuality': listed(
    (place) => `{ dataQuality(within: ["${PLACES[place].region}"]) { findings { totalCount } } }`,
    'dataQuality.findings.totalCount',
  ),
  'Query.auditLog': {
    ...listed((place) => `{ auditLog(reportId: "${id(place)}") { totalCount } }`, 'auditLog.totalCount'),
    needs: 'REVIEWER',
  },
  'Query.apiTokens': { ...listed(() => '{ apiTokens { id } }', 'apiTokens'), needs: 'ADMIN' },
};
/** Jobs are their importer's, and those above were another's; series and rankings show to the bound what is published. */
const NEVER_TO_BOUND = new Set(['Query.importJob', 'Query.importJobs', 'Query.series', 'Query.ranking']);

/** Ways to reports and agencies that need no row of their own. */
const BEHIND: Readonly<Record<string, string>> = {
  'Query.indicators': 'is about the form',
  'Query.region': 'is about the divisions; what it leads to has rows',
  'Query.viewer': 'is about the asker',
  'Query._service': 'is the schema',
  'AnnualReport.agency': 'of a report that is seen',
  'AnnualReport.revisions': 'test/review/corrections.test.ts',
  'ApplicationStats.report': 'of a report that is seen',
  'ReviewLitigation.report': 'of a report that is seen',
  'AggregateKey.agency': 'of a group that is seen',
  'Series.agency': 'that was asked for',
  'RankedAgency.agency': 'of a ranking that is seen',
  'RankedAgency.report': 'of a ranking that is seen',
  'SearchHit.report': 'of a hit that is seen',
  'AuditEntry.agency': 'of an entry that is seen',
  'AuditEntry.report': 'of an entry that is seen',
  'Coverage.missingAgencies': 'of dataQuality',
  'DataQuality.reportsWith': 'of dataQuality',
  'ImportItem.report': 'of a job that is seen',
  'ImportItem.duplicateOf': 'of a job that is seen',
  'RereadReport.report': 'of a job that is seen',
  'RereadReport.made': 'of a job that is seen',
  'ReportDraft.agency': 'of a job that is seen',
  'ReviewPayload.report': 'of a mutation',
  'Subscription.importJob': 'test/jobs/access.test.ts and test/jobs/server.test.ts',
};

const roleOf = (asker: Asker): Role =>
  asker === 'PUBLIC' ? 'VIEWER' : asker === 'BOUND_EDITOR' ? 'EDITOR' : asker === 'BOUND_REVIEWER' ? 'REVIEWER' : asker;
const isBound = (asker: Asker): boolean => asker.startsWith('BOUND');

function allowed(name: string, row: Row, asker: Asker, place: Place): boolean {
  if (ROLES.indexOf(roleOf(asker)) < ROLES.indexOf(row.needs)) return false;
  return !(isBound(asker) && row.bound && (place === 'foreign' || NEVER_TO_BOUND.has(name)));
}

const codeOf = ({ errors }: GraphqlAnswer): string | undefined => errors?.[0]?.extensions.code;

const cases = (rows: Readonly<Record<string, Row>>) =>
  Object.keys(rows).flatMap((name) =>
    ASKERS.flatMap((asker) => (['own', 'foreign'] as const).map((place) => [name, asker, place] as const)),
  );

test('every mutation of the schema has a row', () => {
  const type = hubSubgraph().schema.getMutationType();
  expect(type).toBeInstanceOf(GraphQLObjectType);
  expect(Object.keys(MUTATIONS).sort()).toEqual(Object.keys(type?.getFields() ?? {}).sort());
});

const ASKING = new Set(['Query', 'Subscription']);
const LED_TO = new Set(['AnnualReport', 'Agency', 'AnnualReportConnection', 'AgencyConnection']);

/** Fields by which one asks, or which lead to a report or an agency, or a list of them. */
function waysToReports(): readonly string[] {
  const types = Object.values(hubSubgraph().schema.getTypeMap()).filter(isObjectType);
  const others = types.filter(({ name }) => name !== 'Mutation' && !name.endsWith('Connection'));
  return others.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => ASKING.has(type.name) || LED_TO.has(getNamedType(field.type).name))
      .map((field) => `${type.name}.${field.name}`),
  );
}

test('every way to reports and agencies has a row, or is behind one that has', () => {
  const rows = Object.keys(FIELDS).map((name) => name.split(' ')[0]);
  expect([...new Set([...rows, ...Object.keys(BEHIND)])].sort()).toEqual([...waysToReports()].sort());
});

test.each(cases(MUTATIONS))('%s by %s, %s region', async (name, asker, place) => {
  const row = MUTATIONS[name] as Row;
  const { query, variables } = row.asked(place);
  const answer = await hub.askWith(tokens.get(asker) ?? null, query, variables);
  if (allowed(name, row, asker, place)) {
    expect(['FORBIDDEN', 'UNAUTHENTICATED']).not.toContain(codeOf(answer));
    if (name === 'importReports') expect(answer.data.importReports.items.nodes[0].status).toBe('DUPLICATE');
  } else if (name === 'importReports' && isBound(asker)) {
    const bounds = asker === 'BOUND_EDITOR' ? '370100, 110000' : '370102';
    expect(answer.data.importReports.items.nodes).toEqual([
      {
        status: 'FAILED',
        failure: `This report is of region ${PLACES.foreign.region}; you may import reports of ${bounds} only.`,
        report: null,
        draft: null,
      },
    ]);
  } else expect(codeOf(answer)).toBe(asker === 'PUBLIC' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
});

test.each(cases(FIELDS))('%s for %s, %s region', async (name, asker, place) => {
  const row = FIELDS[name] as Row;
  const { query } = row.asked(place);
  const answer = await hub.askWith(tokens.get(asker) ?? null, query);
  const may = allowed(name, row, asker, place);
  if (answer.errors !== undefined) expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(codeOf(answer));
  expect(row.shows?.(answer)).toBe(may);
});

test('an editor who is bound stores nothing of elsewhere, nor what cannot be told, and is told why', async () => {
  const token = await makeToken(hub, 'EDITOR', ['370102']);
  const count = async () =>
    Object.values(
      (
        await hub.dataSource.query(
          'SELECT (SELECT count(*) FROM annual_report) AS reports, (SELECT count(*) FROM source_document) AS sources, (SELECT count(*) FROM agency) AS agencies',
        )
      )[0],
    );
  const before = await count();
  const items = [
    { clientRef: 'foreign', text: `${sample('ruian')}.` },
    { clientRef: 'unknown', text: 'No report at all.' },
    { clientRef: 'declared', text: `${sample('ruian')}..`, agencyId: stored.get('foreign')?.agencyId },
  ];
  const { data } = await hub.askWith(token, IMPORT, { input: { mode: 'COMMIT', items } });
  expect(
    data.importReports.items.nodes.map(({ status, failure }: { status: string; failure: string }) => [status, failure]),
  ).toEqual([
    ['FAILED', 'This report is of region 330381; you may import reports of 370102 only.'],
    ['FAILED', 'It cannot be told which region this report is of; you may import reports of 370102 only.'],
    ['FAILED', 'This report is of region 420104; you may import reports of 370102 only.'],
  ]);
  expect(await count()).toEqual(before);
  const jobs = await hub.askWith(token, '{ importJobs { totalCount nodes { id } } }');
  expect(jobs.data.importJobs).toEqual({ totalCount: 1, nodes: [{ id: data.importReports.id }] });
});

test('a refusal does not say whose the unpublished reports of elsewhere are', async () => {
  const reportId = `${stored.get('foreign')?.agencyId}-2024`;
  const correction = {
    reportId,
    expectedRevision: 1,
    reason: 'r',
    corrections: [{ line: 'rules.issued', value: '9' }],
  };
  const { errors } = await hub.askWith(
    tokens.get('BOUND_EDITOR') ?? null,
    'mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) { conflict } }',
    { input: correction },
  );
  expect(errors?.map(({ message, extensions }) => [extensions.code, message])).toEqual([
    ['FORBIDDEN', 'The agency is outside the regions that you may change.'],
  ]);
});

test('a total over own regions says that it takes in what is not published; one over more takes in nothing of it', async () => {
  const ask = (codes: string) =>
    hub.askWith(
      tokens.get('BOUND_EDITOR') ?? null,
      `{ reportAggregates(filter: { within: [${codes}], scope: [OWN] }) { nodes { reportCount } warnings } }`,
    );
  const own = (await ask('"370102"')).data.reportAggregates;
  expect(own.nodes).toEqual([{ reportCount: 1 }]);
  expect(own.warnings).toEqual([
    'Reports that are not published are included; ask for state: [PUBLISHED] to leave them out.',
  ]);
  for (const codes of ['"370102", "420104"', '"370000"', '']) {
    const more = (await ask(codes)).data.reportAggregates;
    expect(more).toMatchObject({ warnings: [] });
    expect(more.nodes.filter(({ reportCount }: { reportCount: number }) => reportCount > 0)).toEqual([]);
  }
});

test('a file holds what its metadata say: for an editor who is bound, what is published', async () => {
  const query = `{ annualReports(${within('own')}) { nodes { year } } }`;
  const exported = async (asker: Asker, path: string): Promise<string> => {
    const headers = { Authorization: `Bearer ${tokens.get(asker)}` };
    const response = await fetch(`${hub.url}/export/${path}?query=${encodeURIComponent(query)}`, { headers });
    expect(response.status).toBe(200);
    return response.text();
  };
  const said = JSON.parse(await exported('BOUND_EDITOR', 'own.metadata.json'));
  expect(said.visibility).toContain('PUBLISHED reports only');
  expect(await exported('BOUND_EDITOR', 'own.csv')).not.toContain('2024');
  expect(await exported('EDITOR', 'own.csv')).toContain('2024');
});
