import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { ForeignReader } from '../../src/imports/foreign-reader';
import { createImportService } from '../../src/imports/import-service';
import { createPatientReader } from '../support/patient-reader';
import { openTestStore, type TestStore } from '../support/store';
import { writeDocx } from '../support/write-docx';
import { writeZip, type ZipFile } from '../support/write-zip';

const SAMPLES = join(__dirname, '../../samples');
const sample = (name: string): Buffer => readFileSync(join(SAMPLES, `${name}.txt`));

let store: TestStore;
let foreign: ForeignReader;

beforeEach(async () => {
  store = await openTestStore();
  foreign = createPatientReader();
});

afterEach(async () => {
  await foreign.stop();
  await store.close();
});

const importsInto = (dataSource: DataSource) => createImportService(dataSource, { foreign });

async function importZip(files: readonly ZipFile[], more: object = {}) {
  const contentBase64 = writeZip(files).toString('base64');
  const items = [{ clientRef: 'county', filename: '全县.zip', contentBase64, ...more }];
  return importsInto(store.dataSource).importReports({ items, mode: 'COMMIT' });
}

const outcomesOf = ({ items }: Awaited<ReturnType<typeof importZip>>) =>
  items.map(({ clientRef, status }) => `${clientRef} ${status}`);

test('each file of an archive is an item, and so is each of an archive in it', async () => {
  const inner = writeZip([{ path: '瑞安.txt', content: sample('ruian-2024'), names: 'gbk' }]);
  const answer = await importZip([
    { path: '报告/', content: '' },
    { path: '报告/历下.txt', content: sample('lixia-2024'), names: 'gbk' },
    { path: '市\\瑞安.zip', content: inner, names: 'utf-8-unsaid' },
    { path: '__MACOSX/._a.txt', content: 'x' },
    { path: '.DS_Store', content: 'x' },
    { path: '封面.png', content: Buffer.from('89504e470d0a1a0a', 'hex'), stored: true },
    { path: '短.docx', content: writeDocx(['平阳县教育局2024年政府信息公开工作年度报告']) },
    { path: '密.docx', content: 'x', encrypted: true },
  ]);
  expect(outcomesOf(answer)).toEqual([
    'county/报告/历下.txt CREATED',
    'county/市/瑞安.zip/瑞安.txt CREATED',
    'county/封面.png FAILED',
    'county/短.docx QUARANTINED',
    'county/密.docx FAILED',
  ]);
  expect(answer.job).toMatchObject({ total: 5, done: 5, counts: { created: 2, failed: 2 } });
  expect(answer.items[2]?.failure).toMatch(/^封面\.png is a picture/);
  expect(answer.items[4]?.failure).toBe('密.docx is protected by a password (密.docx). Import it without one.');
  const [page] = await importsInto(store.dataSource).importItems([answer.job.id], null, { first: 9, after: null });
  expect(page?.nodes).toHaveLength(5);
});

test('what is said of the archive is said of its files', async () => {
  const answer = await importZip([{ path: 'a.txt', content: sample('lixia-2024') }], {
    year: 2023,
    sourceUrl: 'http://x.gov.cn/',
  });
  expect(answer.items[0]?.draft?.year).toBe(2023);
});

test('files of one name have references of their own', async () => {
  const content = sample('lixia-2024');
  const answer = await importZip([
    { path: 'a.txt', content },
    { path: 'a.txt', content },
  ]);
  expect(outcomesOf(answer)).toEqual(['county/a.txt CREATED', 'county/a.txt#2 DUPLICATE']);
});

test('archives that are damaged, empty, nested further or packed to harm fail, with the reason', async () => {
  const bomb: ZipFile = { path: 'b.txt', content: Buffer.alloc(30 << 20) };
  const tight: ZipFile = { path: 'c.txt', content: Buffer.alloc(15 << 20) };
  const deep = writeZip([{ path: 'i.zip', content: writeZip([{ path: 'j.zip', content: writeZip([tight]) }]) }]);
  const answer = await importZip([bomb, tight, { path: 'd.zip', content: deep }]);
  expect(answer.items.map(({ failure }) => failure)).toEqual([
    'b.txt is larger than any report: b.txt in it would take 30 MB.',
    'c.txt is larger than any report: c.txt in it is packed more than 400 to 1, as no document is.',
    expect.stringContaining('i.zip is an archive in an archive in an archive.'),
  ]);
  const cut = writeZip([{ path: 'a.txt', content: sample('lixia-2024') }]).subarray(0, 2000);
  const imports = importsInto(store.dataSource);
  const items = [
    { clientRef: 'cut', contentBase64: cut.toString('base64') },
    { clientRef: 'empty', contentBase64: writeZip([]).toString('base64'), filename: '空.zip' },
  ];
  const { items: failed } = await imports.importReports({ items, mode: 'VALIDATE_ONLY' });
  expect(failed.map(({ clientRef, status, failure }) => [clientRef, status, failure])).toEqual([
    [
      'cut',
      'FAILED',
      'The content is damaged: it has no directory, as when it was cut off. Import a whole copy of the file.',
    ],
    ['empty', 'FAILED', expect.stringMatching(/^空\.zip is a ZIP archive/)],
  ]);
});

test('the same archive under the same key is imported once', async () => {
  const items = [
    { clientRef: 'z', contentBase64: writeZip([{ path: 'a.txt', content: sample('lixia-2024') }]).toString('base64') },
  ];
  const batch = { items, mode: 'COMMIT' as const, idempotencyKey: 'k' };
  const first = await importsInto(store.dataSource).importReports(batch);
  expect(await importsInto(store.dataSource).importReports(batch)).toEqual(first);
});
