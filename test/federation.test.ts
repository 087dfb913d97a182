/** The hub as a subgraph beside another one, composed and asked through a real gateway, everything by HTTP. */
import { composeServices } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { type GraphqlAnswer, importTexts, sampleTexts, startTestHub, type TestHub } from './support/hub';
import { serve } from './support/serve';

/** Somebody else's numbers: residents by the code of the region, and the report they find best. */
const POPULATION_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { largestRegion: Region! regionOf(code: ID!): Region prize(reportId: ID!): Prize! }
  type Region @key(fields: "code") { code: ID! population: Int }
  type AnnualReport @key(fields: "id", resolvable: false) { id: ID! }
  type Prize { title: String! winner: AnnualReport }
`;
const POPULATION: Readonly<Record<string, number>> = { '370102': 820_000, '420104': 667_000, '360113': 550_000 };

const populationServer = () =>
  new ApolloServer({
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(POPULATION_SDL),
        resolvers: {
          Query: {
            largestRegion: () => ({ code: '370102' }),
            regionOf: (_: unknown, { code }: { readonly code: string }) => ({ code }),
            prize: (_: unknown, { reportId }: { readonly reportId: string }) => ({
              title: '最佳年报',
              winner: { id: reportId },
            }),
          },
          Region: {
            __resolveReference: ({ code }: { readonly code: string }) => ({ code }),
            population: ({ code }: { readonly code: string }) => POPULATION[code] ?? null,
          },
        },
      },
    ]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });

let hub: TestHub;
let population: Awaited<ReturnType<typeof serve>>;
let gateway: Awaited<ReturnType<typeof serve>>;

async function supergraphSdl(): Promise<string> {
  const { data } = await hub.ask('{ _service { sdl } }');
  const { supergraphSdl, errors } = composeServices([
    { name: 'ogi', url: `${hub.url}/graphql`, typeDefs: parse(data._service.sdl) },
    { name: 'population', url: population.url, typeDefs: parse(POPULATION_SDL) },
  ]);
  if (supergraphSdl === undefined) throw new Error(`composition failed: ${errors?.join('\n')}`);
  return supergraphSdl;
}

beforeAll(async () => {
  hub = await startTestHub();
  const samples = sampleTexts();
  const lixia = samples.find(({ name }) => name.startsWith('lixia'))?.text ?? '';
  // Of the year before, and with a total that nothing adds up to: kept in review.
  const wrong = lixia.replaceAll('2024', '2023').replace(/(结转下年度继续办理[^\n]*?)\d+(\D*\n)/, '$1999$2');
  const imported = await importTexts(hub, [...samples, { name: 'in review', text: wrong }]);
  expect(imported.at(-1)).toMatchObject({ status: 'IN_REVIEW', report: { id: '3-2023' } });
  population = await serve(populationServer());
  const composed = new ApolloGateway({ supergraphSdl: await supergraphSdl(), logger: SILENT });
  gateway = await serve(new ApolloServer({ gateway: composed, logger: SILENT }));
});
afterAll(async () => {
  await gateway?.stop();
  await population?.stop();
  await hub?.stop();
});
beforeEach(() => {
  hub.statements.length = 0;
});

const quiet = () => undefined;
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function askGateway(query: string): Promise<GraphqlAnswer> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as GraphqlAnswer;
}

test('applications per 100 000 residents, from both subgraphs', async () => {
  const { data, errors } = await askGateway(`{
    annualReports(filter: { year: { eq: 2024 } }, orderBy: [{ measure: RECEIVED, direction: DESC }]) {
      nodes { agency { region { name population } } applicationStats(applicants: [TOTAL]) { received } }
    }
  }`);
  expect(errors).toBeUndefined();
  interface Node {
    readonly agency: { readonly region: { readonly name: string; readonly population: number | null } };
    readonly applicationStats: readonly { readonly received: number }[];
  }
  const perCapita = (data.annualReports.nodes as readonly Node[]).map(({ agency: { region }, applicationStats }) => [
    region.name,
    region.population && Math.round(((applicationStats[0]?.received ?? 0) / region.population) * 1e7) / 100,
  ]);
  expect(perCapita).toEqual([
    ['硚口区', 43.33],
    ['瑞安市', null],
    ['历下区', 12.93],
    ['滨州市', null],
  ]);
});

test('entities reached from the other side', async () => {
  const { data, errors } = await askGateway(`{
    largestRegion { population fullName agencies { totalCount nodes { name report(year: 2024) { id ratio(id: CLOSING_RATE) { numerator denominator } } } } }
    prize(reportId: "4-2024") { title winner { year agency { name } reviewLitigation(tracks: [REVIEW]) { corrected } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    largestRegion: {
      population: 820_000,
      fullName: '山东省济南市历下区',
      agencies: {
        totalCount: 1,
        nodes: [
          {
            name: '济南市历下区人民政府办公室',
            report: { id: '3-2024', ratio: { numerator: '105', denominator: '114' } },
          },
        ],
      },
    },
    prize: {
      title: '最佳年报',
      winner: { year: 2024, agency: { name: '武汉市硚口区人民政府' }, reviewLitigation: [{ corrected: 5 }] },
    },
  });
});

test('what the hub does not know stays empty, and what the other one knows is answered', async () => {
  expect(await askGateway('{ regionOf(code: "000000") { code population } }')).toEqual({
    data: { regionOf: { code: '000000', population: null } },
  });
  expect(await askGateway('{ regionOf(code: "000000") { code fullName } }')).toMatchObject({
    data: { regionOf: null },
  });
  expect(await askGateway('{ prize(reportId: "12-1999") { title winner { year } } }')).toMatchObject({
    data: { prize: { title: '最佳年报', winner: null } },
  });
});

test.each(['3-2023', '3-2023@1'])(
  'a report that is not published is not reached through the gateway: %s',
  async (id) => {
    const { data } = await askGateway(`{ prize(reportId: "${id}") { winner { year state title } } }`);
    expect(data.prize.winner).toBeNull();
    const seen = await hub.askAsAdministrator(
      `{ _entities(representations: [{ __typename: "AnnualReport", id: "${id}" }]) { ... on AnnualReport { state } } }`,
    );
    expect(seen.data._entities).toEqual([{ state: 'IN_REVIEW' }]);
  },
);

test('a hundred entities of a type are one statement', async () => {
  const representations = Array.from({ length: 100 }, (_, place) => ({ __typename: 'Agency', id: String(place + 1) }));
  const { data } = await hub.ask(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Agency { name } } }',
    { representations },
  );
  expect(data._entities.filter((entity: unknown) => entity !== null)).toHaveLength(5);
  expect(hub.statements).toHaveLength(1);
});

test('references that make no sense are nobody', async () => {
  const representations = [
    { __typename: 'AnnualReport' },
    { __typename: 'Agency', id: null },
    { __typename: 'Agency', id: { name: 'x' } },
    { __typename: 'Region', code: ['370102', '370103'] },
    { __typename: 'ApplicationStats', id: '3-2024' },
    { __typename: 'ReviewLitigation', id: ':' },
  ];
  const { data, errors } = await hub.ask(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
    { representations },
  );
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual(representations.map(() => null));
});

test.each([{ __typename: 'Nobody', id: '1' }, { __typename: 'Query' }, { id: '1' }, 'Agency'])(
  'a representation of no entity is refused: %j',
  async (representation) => {
    const { errors } = await hub.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
      { representations: [representation] },
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(
        /entities are Region, Agency, AnnualReport, ApplicationStats, ReviewLitigation\.$/,
      ),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  },
);
