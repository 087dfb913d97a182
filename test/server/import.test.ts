/** Importing as clients see it: what the answer of the mutation holds, and that it can be looked up later. */
import { type GraphqlAnswer, sampleTexts, startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(async () => {
  expect(hub.failures).toEqual([]);
  await hub.stop();
});

const ITEM = `clientRef status outcome failure retryable report { id state } duplicateOf { id }
  diagnostics { code severity span { line } }
  draft {
    agencyName year scope form title agency { id } region { fullName }
    applicationStats(applicants: [TOTAL]) { applicant figures { line value printed span { start end line } } }
    reviewLitigation(tracks: [REVIEW]) { track figures { line value } }
    proactiveDisclosure { feesCollected licensingDecisions rules { issued } figures { line } }
    narrative { ordinal heading }
  }`;
const JOB =
  'id mode finished total done counts { valid created revised duplicate inReview quarantined failed } parserVersion';
const IMPORT = `mutation ($input: ImportReportsInput!, $first: Int) {
  importReports(input: $input) { ${JOB} items(first: $first) { totalCount pageInfo { hasNextPage endCursor } nodes { ${ITEM} } } }
}`;

const samples = sampleTexts();
const sample = (name: string): string => samples.find((each) => each.name.startsWith(name))?.text ?? '';
const importing = (input: object, first = 50): Promise<GraphqlAnswer> =>
  hub.askAsAdministrator(IMPORT, { input, first });

test('a dry run shows what was read, where it stands, and what would become of it', async () => {
  const text = sample('qiaokou');
  const { data, errors } = await importing({
    mode: 'VALIDATE_ONLY',
    items: [
      { clientRef: 'q', text },
      { clientRef: 'nothing', text: 'No report at all.' },
    ],
  });
  expect(errors).toBeUndefined();
  const { items, ...job } = data.importReports;
  expect(job).toMatchObject({
    mode: 'VALIDATE_ONLY',
    finished: true,
    total: 2,
    done: 2,
    counts: { valid: 1, quarantined: 1 },
  });
  const [read, nothing] = items.nodes;
  expect(read).toMatchObject({
    clientRef: 'q',
    status: 'VALID',
    outcome: 'CREATED',
    failure: null,
    report: null,
    draft: {
      agencyName: '武汉市硚口区人民政府',
      agency: null,
      region: { fullName: '湖北省武汉市硚口区' },
      year: 2024,
      scope: 'CONSOLIDATED',
      form: 'FORM_2021',
      proactiveDisclosure: { feesCollected: '18111202.68', licensingDecisions: 273258 },
    },
  });
  expect(read.draft.proactiveDisclosure.figures).toHaveLength(10);
  const { figures } = read.draft.applicationStats[0];
  expect(figures).toHaveLength(25);
  for (const { printed, span } of figures) expect(text.slice(span.start, span.end)).toBe(printed);
  expect(nothing).toMatchObject({ status: 'QUARANTINED', outcome: 'QUARANTINED', report: null });
  expect(
    await hub.askAsAdministrator('{ importJobs { totalCount } annualReports { totalCount } agencies { totalCount } }'),
  ).toEqual({
    data: { importJobs: { totalCount: 0 }, annualReports: { totalCount: 0 }, agencies: { totalCount: 0 } },
  });
});

test('a commit is what its dry run said, and can be looked up', async () => {
  const items = samples.map(({ name, text }) => ({ clientRef: name, text }));
  const dry = await importing({ mode: 'VALIDATE_ONLY', items });
  const real = await importing({ items });
  const told = (answer: GraphqlAnswer) =>
    answer.data.importReports.items.nodes.map(({ outcome, draft, diagnostics }: Record<string, unknown>) => ({
      outcome,
      draft: { ...(draft as object), agency: null },
      diagnostics,
    }));
  expect(told(real)).toEqual(told(dry));
  for (const { report } of real.data.importReports.items.nodes) {
    expect(report).toEqual({ id: expect.stringMatching(/^\d+-202[34]$/), state: 'PUBLISHED' });
  }
  const found = await hub.askAsAdministrator(
    `query ($id: ID!) { importJob(id: $id) { ${JOB} items { totalCount pageInfo { hasNextPage endCursor } nodes { ${ITEM} } } } }`,
    { id: real.data.importReports.id },
  );
  expect(found.data.importJob).toEqual(real.data.importReports);
});

test.each(['COMMIT', 'VALIDATE_ONLY'])('items come in pages and by status: %s', async (mode) => {
  await importing({ items: [{ clientRef: 'before', text: sample('lixia') }] });
  const items = samples.map(({ name, text }) => ({ clientRef: name, text }));
  const first = (await importing({ mode, items }, 2)).data.importReports;
  expect(first.items.totalCount).toBe(5);
  expect(first.items.nodes.map(({ clientRef }: { readonly clientRef: string }) => clientRef)).toEqual([
    'binzhou-hitech-2024.txt',
    'honggutan-2023.txt',
  ]);
  expect(first.items.pageInfo.hasNextPage).toBe(true);
  if (mode === 'COMMIT') {
    const { data } = await hub.askAsAdministrator(
      `query ($id: ID!, $after: String) { importJob(id: $id) {
        rest: items(after: $after) { nodes { clientRef } pageInfo { hasNextPage hasPreviousPage } }
        duplicates: items(status: [DUPLICATE]) { totalCount nodes { clientRef report { id } duplicateOf { id } } }
      } }`,
      { id: first.id, after: first.items.pageInfo.endCursor },
    );
    expect(data.importJob).toEqual({
      rest: {
        nodes: [{ clientRef: 'lixia-2024.txt' }, { clientRef: 'qiaokou-2024.txt' }, { clientRef: 'ruian-2024.txt' }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
      duplicates: {
        totalCount: 1,
        nodes: [{ clientRef: 'lixia-2024.txt', report: null, duplicateOf: { id: '1-2024' } }],
      },
    });
  } else {
    const { data } = await hub.askAsAdministrator(
      `mutation ($input: ImportReportsInput!, $after: String) { importReports(input: $input) {
        rest: items(after: $after) { nodes { clientRef } pageInfo { hasNextPage hasPreviousPage } }
        duplicates: items(status: [DUPLICATE]) { totalCount nodes { duplicateOf { id } draft { agency { id } } } }
      } }`,
      { input: { mode, items }, after: first.items.pageInfo.endCursor },
    );
    expect(data.importReports.rest.nodes).toHaveLength(3);
    expect(data.importReports.rest.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(data.importReports.duplicates).toEqual({
      totalCount: 1,
      nodes: [{ duplicateOf: { id: '1-2024' }, draft: { agency: { id: '1' } } }],
    });
  }
});

test('answering many items takes as many statements as answering one', async () => {
  const items = samples.map(({ name, text }) => ({ clientRef: name, text }));
  const { id } = (await importing({ items })).data.importReports;
  const query = `query ($id: ID!, $first: Int) { importJob(id: $id) { items(first: $first) { nodes { ${ITEM} } } } }`;
  const statementsFor = async (first: number) => {
    hub.statements.length = 0;
    await hub.askAsAdministrator(query, { id, first });
    return [...hub.statements].sort();
  };
  expect(await statementsFor(5)).toEqual(await statementsFor(1));
});

test('a second mutation of a request sees what the first one did', async () => {
  const { data } = await hub.askAsAdministrator(
    `mutation ($first: ImportReportsInput!, $second: ImportReportsInput!) {
      one: importReports(input: $first) { items { nodes { report { id revision agency { report(year: 2024) { revision } } } } } }
      two: importReports(input: $second) { items { nodes { report { id revision agency { report(year: 2024) { revision } } } } } }
    }`,
    {
      first: { items: [{ clientRef: 'a', text: sample('lixia') }] },
      second: { items: [{ clientRef: 'a', text: `${sample('lixia')}\n更正。` }] },
    },
  );
  expect(data.one.items.nodes).toEqual([
    { report: { id: '1-2024', revision: 1, agency: { report: { revision: 1 } } } },
  ]);
  expect(data.two.items.nodes).toEqual([
    { report: { id: '1-2024', revision: 2, agency: { report: { revision: 2 } } } },
  ]);
});

test.each([
  [{ items: [] }, 'The batch has no items.'],
  [
    { items: Array.from({ length: 2001 }, (_, place) => ({ clientRef: String(place), text: 'x' })) },
    'import 2000 at most at a time',
  ],
  [
    {
      items: [
        { clientRef: 'a', text: 'x' },
        { clientRef: 'a', text: 'y' },
      ],
    },
    'Two items have the clientRef a',
  ],
  [{ items: [{ clientRef: 'a', text: 'x' }], idempotencyKey: '' }, 'idempotencyKey must have 1 to 200 characters.'],
  [{ items: [{ text: 'x' }] }, 'Field "clientRef" of required type "String!" was not provided.'],
])('a batch that cannot be taken is refused with the reason: %#', async (input, message) => {
  const { errors } = await importing(input);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.message).toContain(message);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
});

test('an item that cannot be read fails alone, and says why', async () => {
  const { data } = await importing({
    items: [
      { clientRef: 'none' },
      { clientRef: 'both', text: 'x', contentBase64: 'eA==' },
      { clientRef: 'base64', contentBase64: '§§§' },
      { clientRef: 'type', contentBase64: 'iVBORw0KGgoAAAANSUhEUg==', mediaType: 'image/png' },
      { clientRef: 'good', text: sample('lixia') },
    ],
  });
  const nodes = data.importReports.items.nodes as readonly Record<string, string | null>[];
  expect(nodes.map(({ clientRef, status }) => [clientRef, status])).toEqual([
    ['none', 'FAILED'],
    ['both', 'FAILED'],
    ['base64', 'FAILED'],
    ['type', 'FAILED'],
    ['good', 'CREATED'],
  ]);
  for (const { status, failure } of nodes) expect(failure === null).toBe(status !== 'FAILED');
});

test('the subscription of the contract is refused in words', async () => {
  const { errors } = await hub.askAsAdministrator('subscription { importJob(id: "1") { id } }');
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/subscription/i) });
  expect(errors?.[0]?.extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
});
