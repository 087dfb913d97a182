import { openTestDesk, type TestDesk } from '../support/desk';
import type { GraphqlAnswer } from '../support/hub';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) {
  conflict report { id year state scope agency { name region { code } } diagnostics { code } applicationStats(applicants: [TOTAL]) { received } }
} }`;
const file = (input: object): Promise<GraphqlAnswer> =>
  desk.hub.askAsAdministrator(FILE, { input: { reason: 'asked by telephone', ...input } });

async function job(): Promise<string> {
  const { data } = await desk.hub.askAsAdministrator('{ importJobs { nodes { id } } }');
  return data.importJobs.nodes[0].id;
}

test('an item that could not be filed is filed under the agency and the year that a person says', async () => {
  expect(await desk.imported({ agencyName: null, year: null, seed: 4 })).toEqual(['QUARANTINED']);
  const item = { jobId: await job(), clientRef: '#0' };
  const { data, errors } = await file({ ...item, agencyName: '济南市历下区教育局', year: 2024 });
  expect(errors).toBeUndefined();
  expect(data.fileReport).toMatchObject({
    conflict: false,
    report: {
      ...{ id: '1-2024', year: 2024, state: 'PUBLISHED', scope: 'OWN', diagnostics: [] },
      agency: { name: '济南市历下区教育局', region: { code: '370102' } },
      applicationStats: [{ received: expect.any(Number) }],
    },
  });
  const after = await desk.hub.askAsAdministrator(
    'query ($id: ID!) { importJob(id: $id) { counts { created quarantined } items { nodes { status report { id } draft { year } } } } auditLog { nodes { action reason report { id } } } }',
    { id: item.jobId },
  );
  expect(after.data).toMatchObject({
    importJob: {
      counts: { created: 1, quarantined: 0 },
      items: { nodes: [{ status: 'CREATED', report: { id: '1-2024' } }] },
    },
    auditLog: { nodes: [{ action: 'FILE', reason: 'asked by telephone', report: { id: '1-2024' } }] },
  });
  const again = await file({ ...item, agencyId: '1', year: 2023 });
  expect(again.errors?.[0]?.message).toBe('The job has no quarantined item #0 without a report.');
});

test('an item is filed under an agency by id, beside what it has, and with the scope that is said', async () => {
  await desk.imported({ seed: 1 }, { agencyName: null, year: null, seed: 4 });
  const { data } = await file({
    jobId: await job(),
    clientRef: '#0',
    agencyId: '1',
    year: 2024,
    scope: 'CONSOLIDATED',
  });
  expect(data.fileReport.report).toMatchObject({ scope: 'CONSOLIDATED', state: 'PUBLISHED' });
  expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
});

test('a report in the wrong place is withdrawn there and filed in the right one', async () => {
  await desk.imported({ seed: 1, findings: ['TABLE_UNREADABLE'] }, { agencyName: '乙县教育局', year: 2020 });
  const stale = await file({ reportId: '1-2024', expectedRevision: 3, agencyId: '2', year: 2023 });
  expect(stale.data.fileReport).toMatchObject({ conflict: true, report: { id: '1-2024' } });
  const { data } = await file({ reportId: '1-2024', expectedRevision: 1, agencyId: '2', year: 2023 });
  expect(data.fileReport.report).toMatchObject({ id: '2-2023', state: 'QUARANTINED' });
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 WITHDRAWN' });
  const log = await desk.hub.askAsAdministrator(
    '{ auditLog(reportId: "1-2024") { nodes { action changes { what after } } } }',
  );
  expect(log.data.auditLog.nodes).toEqual([
    {
      action: 'FILE',
      changes: [
        { what: 'report', after: '2-2023@1' },
        { what: 'state', after: 'QUARANTINED' },
      ],
    },
  ]);
});

test('what cannot be filed is said, and nothing is changed', async () => {
  await desk.imported({ seed: 1 }, { agencyName: null, year: null });
  const item = { jobId: await job(), clientRef: '#0' };
  const messages = await Promise.all(
    [
      { ...item, year: 2024 },
      { ...item, agencyId: '1', agencyName: '甲', year: 2024 },
      { ...item, agencyId: '77', year: 2024 },
      { ...item, agencyId: '1', year: 1066 },
      { ...item, agencyName: '鼓楼区人民政府', year: 2024 },
      { ...item, agencyName: '某某', year: 2024 },
      { agencyId: '1', year: 2024 },
      { reportId: '1-2024', expectedRevision: 1, agencyId: '1', year: 2023 },
      { jobId: 'none', clientRef: '#0', agencyId: '1', year: 2024 },
    ].map(async (input) => (await file(input)).errors?.[0]?.message),
  );
  expect(messages).toEqual([
    'fileReport needs exactly one of agencyId and agencyName.',
    'fileReport needs exactly one of agencyId and agencyName.',
    'There is no agency of the id 77.',
    'year 1066 is not between 1990 and 2100.',
    expect.stringContaining('鼓楼区人民政府 may be '),
    '某某 is not known as the name of an agency; say its region as well.',
    'Say what is to be filed: either jobId and clientRef, or reportId and expectedRevision.',
    'Revision 1 is published; take it back to review before you file it.',
    'The job has no quarantined item #0 without a report.',
  ]);
  expect(await desk.hub.dataSource.query('SELECT count(*) AS entries FROM audit_entry')).toEqual([{ entries: 0 }]);
});
