import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
  await desk.imported({ seed: 1, findings: ['NUMBER_UNREADABLE'] }, { agencyName: '乙县教育局', seed: 2 });
  await desk.decide('1-2024', 1, 'PUBLISH', 'printed so');
  await desk.correct('2-2024', 1, [{ line: 'rules.issued', value: 77 }]);
  await desk.decide('2-2024', 2, 'WITHDRAW', 'by order');
});
afterAll(() => desk.close());

const ask = async (given: string) => {
  const { data, errors } = await desk.hub.askAsAdministrator(`{ auditLog(${given}) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { at actor action reason agency { name } report { id revision } changes { what before after } }
  } }`);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.auditLog;
};
const actionsOf = (log: { readonly nodes: readonly { readonly action: string }[] }) =>
  log.nodes.map(({ action }) => action);

test('says who changed what, when and why, with what was before and after', async () => {
  const { nodes } = await ask('reportId: "2-2024"');
  const [{ changes: printedBefore }] = nodes.slice(1);
  expect(nodes).toMatchObject([
    {
      ...{ actor: 'ADMIN_TOKEN', action: 'WITHDRAW', reason: 'by order', agency: { name: '乙县教育局' } },
      report: { id: '2-2024', revision: 2 },
      changes: [
        { what: 'state', before: 'PUBLISHED', after: 'WITHDRAWN' },
        { what: 'publicRevision', before: '2', after: null },
      ],
    },
    { action: 'CORRECT', reason: 'a slip', report: { revision: 2 } },
  ]);
  expect(printedBefore).toEqual([
    { what: 'revision', before: '1', after: '2' },
    { what: 'rules.issued', before: expect.stringMatching(/^\d+$/), after: '77' },
  ]);
  expect(Math.abs(Date.now() - Date.parse(nodes[0].at))).toBeLessThan(600_000);
});

test('is asked by agency, actor, action and time', async () => {
  expect(actionsOf(await ask(''.concat('agencyId: "1"')))).toEqual(['PUBLISH']);
  expect(actionsOf(await ask('actor: "ADMIN_TOKEN"'))).toEqual(['WITHDRAW', 'CORRECT', 'PUBLISH']);
  expect((await ask('actor: "somebody"')).totalCount).toBe(0);
  expect(actionsOf(await ask('action: [CORRECT, FILE]'))).toEqual(['CORRECT']);
  expect((await ask('from: "2000-01-01T00:00:00Z", before: "2001-01-01T00:00:00Z"')).totalCount).toBe(0);
  expect((await ask('from: "2000-01-01T00:00:00Z"')).totalCount).toBe(3);
  await expect(ask('reportId: "1-2024", agencyId: "1"')).rejects.toThrow('not both');
});

test('is paged', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(`first: 2${after === null ? '' : `, after: "${after}"`}`);
    seen.push(...actionsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(['WITHDRAW', 'CORRECT', 'PUBLISH']);
});
