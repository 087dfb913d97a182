import { createHubClient } from '../../src/cli/hub-client';
import { rereadLines, rereadThere } from '../../src/cli/reread';
import { diagnose } from '../../src/domain/diagnostic';
import { absentFigure } from '../../src/domain/figure';
import { mapFigures } from '../../src/domain/report-cells';
import { createImportService } from '../../src/imports/import-service';
import { type ReadReport, readReport } from '../../src/imports/read-report';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';
import { sampleText } from '../support/sample-text';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(() => hub.stop());

/** A reader that does not know a line, and says so. */
const olderReader: ReadReport = (report, hints) => {
  const result = readReport(report, hints);
  if (!result.ok) return result;
  const draft = mapFigures(result.draft, (figure) =>
    figure.line === 'normativeDocuments.inForce' ? absentFigure(figure.line) : figure,
  );
  return { ...result, draft, diagnostics: [diagnose('LINE_ABSENT', { lines: ['normativeDocuments.inForce'] })] };
};

async function importedByOlderReader(...names: readonly string[]): Promise<void> {
  const imports = createImportService(hub.dataSource, { read: olderReader });
  const items = names.map((name) => ({ clientRef: name, text: sampleText(name) }));
  const answer = await imports.importReports({ items, mode: 'COMMIT' });
  expect(answer.items.map(({ status }) => status)).toEqual(names.map(() => 'CREATED'));
  await hub.dataSource.query("UPDATE annual_report SET reader_version = '0'");
}

const REREAD = `mutation ($mode: ImportMode!, $first: Int, $after: String) { rereadReports(mode: $mode, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { status reason state report { id revision } made { id revision readerVersion }
    changes { line before { status value } after { status value printed span { excerpt } } } newFindings goneFindings }
} }`;
const reread = async (mode: string, page: object = {}) => {
  const { data, errors } = await hub.askAsAdministrator(REREAD, { mode, ...page });
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.rereadReports;
};
const revisions = async () =>
  (await hub.dataSource.query('SELECT count(*) AS revisions FROM annual_report'))[0].revisions as number;

test('a dry run says cell by cell what would change, and a commit does that', async () => {
  await importedByOlderReader('lixia-2024');
  const dry = await reread('VALIDATE_ONLY');
  expect(dry.nodes).toMatchObject([
    {
      ...{ status: 'CHANGED', reason: null, state: 'PUBLISHED', report: { id: '1-2024', revision: 1 }, made: null },
      changes: [
        {
          line: 'normativeDocuments.inForce',
          before: { status: 'ABSENT', value: null },
          after: { status: 'REPORTED', value: expect.stringMatching(/^\d+$/) },
        },
      ],
      ...{ newFindings: [], goneFindings: ['LINE_ABSENT'] },
    },
  ]);
  expect(await revisions()).toBe(1);
  const committed = await reread('COMMIT');
  expect(committed.nodes[0].changes).toEqual(dry.nodes[0].changes);
  expect(committed.nodes[0].made).toMatchObject({ id: '1-2024', revision: 2 });
  expect((await reread('COMMIT')).nodes).toMatchObject([
    { status: 'UNCHANGED', report: { id: '1-2024', revision: 2 } },
  ]);
  expect(await revisions()).toBe(2);
  const { data } = await hub.askAsAdministrator('{ auditLog { nodes { action changes { what before after } } } }');
  const [entry] = data.auditLog.nodes;
  expect([entry.action, entry.changes.map(({ what }: { readonly what: string }) => what)]).toEqual([
    'REREAD',
    ['revision', 'readerVersion', 'normativeDocuments.inForce'],
  ]);
});

test('corrections and decisions are kept where the numbers they were about are read as before', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024');
  const correct = (reportId: string, line: string) =>
    hub.askAsAdministrator(
      'mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) { report { revision state } } }',
      { input: { reportId, expectedRevision: 1, corrections: [{ line, value: 77 }], reason: 'a slip' } },
    );
  await correct('1-2024', 'rules.issued');
  await correct('2-2024', 'normativeDocuments.inForce');
  await reread('COMMIT');
  const shown = async (id: string) => {
    const { data } = await hub.ask(
      `query ($id: ID!) { annualReport(id: $id) { revision proactiveDisclosure { rules { issued } normativeDocuments { inForce } } diagnostics { code lines } } }`,
      { id },
    );
    return data.annualReport;
  };
  expect(await shown('1-2024')).toMatchObject({ revision: 3, proactiveDisclosure: { rules: { issued: 77 } } });
  const lapsed = await shown('2-2024');
  expect(lapsed.proactiveDisclosure.normativeDocuments.inForce).not.toBe(77);
  expect(lapsed.diagnostics).toContainEqual({ code: 'CORRECTION_LAPSED', lines: ['normativeDocuments.inForce'] });
});

test('pages go on where the one before ended, and files that are not kept whole are skipped with their reason', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024');
  await hub.dataSource.query("UPDATE source_document SET media_type = 'text/html' WHERE text LIKE '%瑞安%'");
  const first = await reread('COMMIT', { first: 1 });
  expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([2, true]);
  const second = await reread('COMMIT', { first: 1, after: first.pageInfo.endCursor });
  expect(second.nodes).toMatchObject([
    { status: 'SKIPPED', reason: 'Of text/html the text alone is kept; import the file again.', changes: [] },
  ]);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test('is done from the command line, page after page, and says cell by cell what became of it', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024');
  const client = createHubClient(hub.url, ADMIN_TOKEN);
  const said: string[] = [];
  const rereadAll = (commit: boolean) =>
    rereadThere(client, { filter: { year: { eq: 2024 } }, commit }, (each) => said.push(...rereadLines(each)));
  await rereadAll(false);
  expect(said).toContain('  normativeDocuments.inForce: ABSENT → 231');
  expect(said.filter((line) => line.includes('revision'))).toEqual([]);
  said.length = 0;
  await rereadAll(true);
  expect(said.filter((line) => line.includes('CHANGED → revision 2'))).toHaveLength(2);
  said.length = 0;
  await rereadAll(false);
  expect(said.map((line) => line.split(': ')[1])).toEqual(['UNCHANGED', 'UNCHANGED']);
});
