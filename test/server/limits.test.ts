import { getIntrospectionQuery } from 'graphql';
import { QUERY_LIMITS } from '../../src/schema/query-limits';
import { type GraphqlAnswer, startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.statements.length = 0;
});

const SPAN = 'span { line column start end excerpt }';
const FIGURE = `line labelZh labelEn status value printed inferred ${SPAN}`;
const CELLS = `id applicant received broughtForward carriedForward outcomes {
  disclosed partlyDisclosed total
  withheld { stateSecrets prohibitedByLaw securityOrStability thirdPartyInterests internalAffairs deliberativeProcess enforcementCaseFiles enquiryProcedure total }
  unavailable { notHeld creationRequired stillUnclear total }
  notProcessed { petitionOrComplaint duplicate publishedWorks vexatious confirmOrReissue total }
  closedOtherwise { clarificationLapsed feeUnpaid other total }
}`;
const COUNTS = `applicationStats { ${CELLS} } reviewLitigation { id track upheld corrected other pending total }
  proactiveDisclosure { rules { issued repealed inForce } normativeDocuments { issued repealed inForce } licensingDecisions penaltyDecisions compulsionDecisions feesCollected }`;
const EVERYTHING = `id year scope form state revision title agency { id name region { code fullName } }
  applicationStats { ${CELLS} figures { ${FIGURE} } }
  reviewLitigation { id track upheld corrected other pending total figures { ${FIGURE} } }
  proactiveDisclosure { feesCollected figures { ${FIGURE} } }
  narrative { ordinal heading text } diagnostics { code severity message ${SPAN} related { line } } source { sha256 text }`;

describe('what people ask is answered', () => {
  const accepted = (answer: GraphqlAnswer) => expect(answer.errors).toBeUndefined();

  test('one report with everything', async () =>
    accepted(await hub.ask(`{ annualReport(id: "1-2024") { ${EVERYTHING} } }`)));

  test('a page of 50 with every count', async () =>
    accepted(
      await hub.ask(
        `{ annualReports(first: 50) { totalCount nodes { id year agency { name region { fullName } } ${COUNTS} } } }`,
      ),
    ));

  test('a page of 20 with everything but the texts', async () =>
    accepted(await hub.ask(`{ annualReports { nodes { ${EVERYTHING.replaceAll(/ text\b/g, '')} } } }`)));

  test('the narratives of a hundred reports, and the source texts of ten with everything', async () => {
    accepted(await hub.ask('{ annualReports(first: 100) { nodes { id year narrative { ordinal heading text } } } }'));
    accepted(await hub.ask(`{ annualReports(first: 10) { nodes { ${EVERYTHING} } } }`));
  });

  test('a hundred entities with every count, as a gateway asks', async () => {
    const representations = Array.from({ length: 100 }, (_, place) => ({
      __typename: 'AnnualReport',
      id: `${place + 1}-2024`,
    }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on AnnualReport { year ${COUNTS} } } }`;
    accepted(await hub.ask(query, { representations }));
  });

  test('every definition of every ratio under an alias', async () => {
    const ratios = ['DISCLOSURE_RATE', 'CLOSING_RATE', 'REVIEW_RATE', 'DISPUTE_RATE']
      .flatMap((id) =>
        [1, 2, 3].map(
          (version) =>
            `r${id}${version}: ratio(id: ${id}, definitionVersion: ${version}) { value status definition { formula } }`,
        ),
      )
      .join(' ');
    accepted(await hub.ask(`{ annualReports(first: 100) { nodes { ${ratios} } } }`));
  });

  test('introspection', async () => {
    const answer = await hub.ask(getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }));
    accepted(answer);
    expect(answer.data.__schema.types.length).toBeGreaterThan(50);
    const types = ['Agency', 'Region', 'Figure', 'AnnualReport', 'Query'].map(
      (name) => `${name}: __type(name: "${name}") { name fields { name } }`,
    );
    accepted(await hub.ask(`{ ${types.join(' ')} }`));
  });
});

describe('what would take the hub down is refused, with the reason, before anything runs', () => {
  async function refusal(query: string, variables?: object): Promise<string> {
    const { data, errors } = await hub.ask(query, variables);
    expect(data).toBeUndefined();
    expect(hub.statements).toEqual([]);
    return errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n') ?? '';
  }

  test('depth', async () => {
    const nested = `${'agency { report(year: 2024) { '.repeat(7)}year${' } }'.repeat(7)}`;
    expect(await refusal(`{ annualReport(id: "1-2024") { ${nested} } }`)).toBe(
      `GRAPHQL_VALIDATION_FAILED: The query is 16 levels deep; the limit is 12. Ask in several queries.`,
    );
  });

  test('depth behind fragments', async () => {
    const fragments = Array.from({ length: 7 }, (_, place) => {
      const next = place === 6 ? 'year' : `...F${place + 1}`;
      return `fragment F${place} on AnnualReport { agency { report(year: 2024) { ${next} } } }`;
    });
    expect(await refusal(`{ annualReport(id: "1-2024") { ...F0 } } ${fragments.join(' ')}`)).toContain('16 levels');
  });

  test('aliases', async () => {
    const fields = Array.from({ length: 51 }, (_, place) => `a${place}: agencies { totalCount }`).join(' ');
    expect(await refusal(`{ ${fields} }`)).toContain('The query has 51 aliases; the limit is 50.');
  });

  test('directives', async () => {
    expect(await refusal(`{ agencies { totalCount ${'@include(if: true) '.repeat(51)} } }`)).toContain(
      '51 directives; the limit is 50',
    );
  });

  test('the length of the text', async () => {
    expect(await refusal(`{ agencies { ${'totalCount '.repeat(QUERY_LIMITS.tokens)} } }`)).toMatch(
      /^GRAPHQL_PARSE_FAILED: .* 2000 tokens/,
    );
  });

  test('fragments that double each other', async () => {
    const fragments = Array.from(
      { length: 30 },
      (_, place) => `fragment F${place} on Region { ...F${place + 1} ...F${place + 1} }`,
    );
    const bomb = `{ region(code: "370000") { ...F0 } } ${fragments.join(' ')} fragment F30 on Region { name }`;
    expect(await refusal(bomb)).toContain('with its fragments put in; the limit is 5000');
  });

  test('fragments in a circle', async () => {
    expect(
      await refusal('{ region(code: "370000") { ...A } } fragment A on Region { ...B } fragment B on Region { ...A }'),
    ).toContain('Cannot spread fragment "A" within itself');
  });

  test('the size of the answer', async () => {
    const nested =
      '{ agencies(first: 100) { nodes { reports { agency { region { agencies(first: 100) { nodes { name } } } } } } } }';
    expect(await refusal(nested)).toMatch(
      /^BAD_USER_INPUT: The answer could have \d+ fields, long texts counting as many; at most 100000 are allowed\./,
    );
    expect(await refusal(`{ annualReports(first: 100) { nodes { ${EVERYTHING} } } }`)).toContain(
      'Ask for shorter pages (first)',
    );
  });

  test('the size of the answer by a variable, and not made small by a senseless one', async () => {
    const query = `query ($first: Int) { annualReports(first: $first) { nodes { ${EVERYTHING} } } }`;
    expect(await refusal(query, { first: 100 })).toContain('The answer could have');
    expect(await refusal(query, { first: -1000000 })).toContain('The answer could have');
    expect(await refusal(query, { first: null })).toContain('The answer could have');
    const entities = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on AnnualReport { ${EVERYTHING} } } }`;
    const all = Array.from({ length: 100 }, (_, place) => ({ __typename: 'AnnualReport', id: `${place}-2024` }));
    expect(await refusal(entities, { all })).toContain('The answer could have');
  });

  test('the size and the depth of the variables', async () => {
    const query = 'query ($filter: ReportFilter) { annualReports(filter: $filter) { totalCount } }';
    const wide = { agencyIds: Array.from({ length: 25_000 }, (_, place) => String(place)) };
    expect(await refusal(query, { filter: wide })).toBe(
      'BAD_USER_INPUT: The variables have over 25000 values. Ask in several queries.',
    );
    const deep = JSON.parse(`${'{"not":'.repeat(1000)}{}${'}'.repeat(1000)}`);
    expect(await refusal(query, { filter: deep })).toContain('The variables are over 30 levels deep.');
  });

  test('introspection within introspection', async () => {
    const nested = `${'fields { type { '.repeat(6)}name${' } }'.repeat(6)}`;
    expect(await refusal(`{ __schema { types { ${nested} } } }`)).toContain('Maximum introspection depth exceeded');
  });

  const SCHEMA = '{ types { fields { type { ofType { ofType { name } } } } } }';
  const times = (count: number, field: string): string =>
    Array.from({ length: count }, (_, place) => `a${place}: ${field}`).join(' ');
  test.each([
    [
      '__schema again and again',
      `{ ${times(50, `__schema ${SCHEMA}`)} }`,
      'asks for __schema 50 times; the limit is 1.',
    ],
    [
      '__schema again and again behind fragments',
      `{ ...A ... { ...B } } fragment A on Query { a: __schema ${SCHEMA} } fragment B on Query { b: __schema ${SCHEMA} }`,
      'asks for __schema 2 times; the limit is 1.',
    ],
    [
      '__type again and again',
      `{ ${times(6, '__type(name: "Query") { fields { name } }')} }`,
      'asks for __type 6 times; the limit is 5.',
    ],
    [
      'all types again and again within one __schema',
      `{ __schema { ...Types } } fragment Types on __Schema { ${times(6, 'types { fields { name } }')} }`,
      'has 6 aliases within __schema and __type; the limit is 5.',
    ],
  ])('%s', async (_, query, finding) => {
    expect(await refusal(query)).toBe(`GRAPHQL_VALIDATION_FAILED: The query ${finding} Ask in several queries.`);
  });

  test('long texts by the hundred', async () => {
    const source = (first: number) => `{ annualReports(first: ${first}) { nodes { source { text } } } }`;
    expect((await hub.ask(source(15))).errors).toBeUndefined();
    hub.statements.length = 0;
    expect(await refusal(source(20))).toContain('long texts counting as many');
    const twice = 'a: narrative { text } b: narrative { text }';
    expect(await refusal(`{ annualReports(first: 100) { nodes { ${twice} } } }`)).toContain('fewer fields and texts');
  });

  test('variables that do not fit are said to be so', async () => {
    const message = await refusal('query ($first: Int) { annualReports(first: $first) { totalCount } }', {
      first: 'many',
    });
    expect(message).toMatch(/^BAD_USER_INPUT: Variable "\$first" got invalid value "many"/);
  });
});

test.each([0, -1, 101, 2147483647])('a page of %p is refused with what is possible', async (first) => {
  for (const list of ['agencies', 'annualReports']) {
    const { errors } = await hub.ask(`query ($first: Int) { ${list}(first: $first) { nodes { id } } }`, { first });
    expect(errors?.[0]).toMatchObject({
      message: `first must be from 1 to 100, not ${first}.`,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
});
