import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileContent } from '../../src/cli/file-reading';
import { asText } from '../../src/cli/reading-text';

import { PROJECT_ROOT } from '../../src/project-root';
import { createPatientReader } from '../support/patient-reader';
import { writeDocx } from '../support/write-docx';
import { writeZip } from '../support/write-zip';

const HOOK = join(PROJECT_ROOT, 'test/support/typescript-hook.cjs');
const sample = (name: string) => join(PROJECT_ROOT, 'samples', `${name}.txt`);

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', HOOK, 'src/cli/read.ts', ...args], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a report that would be published is shown whole, with inferred cells marked and findings with their place', () => {
  const { status, stdout } = run(sample('binzhou-hitech-2024'));
  expect(status).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/binzhou-hitech-2024\.txt: would be published$/);
  expect(lines).toContain('  Agency  滨州高新技术产业开发区管理委员会 (371600)');
  expect(lines).toContain('  Year    2024, form FORM_2021, scope CONSOLIDATED');
  expect(lines).toContainEqual(expect.stringMatching(/^ {4}行政许可 本年处理决定数量 +5188$/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {4}一、本年新收政府信息公开申请数量 +2 \* +(?:0 \* +){5}2 \*$/),
  );
  const finding = lines.findIndex(
    (line) => line.startsWith('  WARNING LABEL_INFERRED') && line.endsWith('petitionOrComplaint'),
  );
  expect(lines[finding + 1]).toMatch(/^ {4}\d+:11 {2}\(五\)不予处理 \| 0/);
  // A Chinese character takes two columns: the caret stands below the first number.
  expect(lines[finding + 2]?.indexOf('^')).toBe('    40:11  (五)不予处理 | '.length + 5);
});

test('for programs it is JSON, and the exit code says that not all would be published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ogi-read-'));
  try {
    writeFileSync(join(folder, 'empty.txt'), '工作报告');
    writeFileSync(join(folder, 'old.doc'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    const { status, stdout } = run(join(folder, 'empty.txt'), join(folder, 'old.doc'), sample('lixia-2024'), '--json');
    expect(status).toBe(1);
    const [empty, old, lixia] = JSON.parse(stdout);
    expect(empty).toMatchObject({ state: 'QUARANTINED', draft: { agency: null } });
    expect(old).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('old Office (.doc, .xls) file') });
    expect(lixia).toMatchObject({ state: 'PUBLISHED', draft: { agency: { name: '济南市历下区人民政府办公室' } } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file that is read in a process aside is shown before the command ends', () => {
  const script = `
    const scripts = require.resolve('./src/imports/worker-scripts.ts');
    require.cache[scripts] = { id: scripts, loaded: true, exports: require('./test/support/worker-scripts.ts') };
    require('./src/cli/read.ts')
      .readFiles({ files: ['test/fixtures/reports/mee-2023-word/source.docx'], hints: {} })
      .then(([reading]) => console.log(reading.state));`;
  const { stdout } = spawnSync(process.execPath, ['--require', HOOK, '-e', script], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  expect(stdout).toBe('PUBLISHED\n');
});

test.each([[[]], [['--year', 'x', 'a.txt']], [['no such file.txt']]])('what cannot be done ends with 2: %p', (args) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^✗ .*\n {2}npm run read -- FILE/);
});

test('an archive is shown as its files', async () => {
  const foreign = createPatientReader();
  const archive = writeZip([
    { path: 'a.docx', content: writeDocx(['平阳县教育局2024年政府信息公开工作年度报告']) },
    { path: 'b.png', content: Buffer.from('89504e470d0a1a0a', 'hex') },
  ]);
  const readings = await readFileContent('县.zip', archive, { year: 2023 }, foreign);
  await foreign.stop();
  expect(readings.map(({ file, state }) => `${file} ${state}`)).toEqual([
    '县.zip/a.docx QUARANTINED',
    '县.zip/b.png FAILED',
  ]);
  expect(readings.map(asText)[0]).toContain('  Agency  平阳县教育局 (330326)\n  Year    2023');
});
