import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf, type RatioId, ratioOf } from '../src/domain/ratio-definitions';
import type { ReportDraft } from '../src/domain/report-draft';
import { GROUP_LINES, type LineCode, type OutcomeGroup } from '../src/domain/statutory-form';

import { readReport, readReportWith } from '../src/imports/read-report';
import { measureOfDraft } from './support/measure-of-draft';
import { createPatientReader } from './support/patient-reader';
import { showDiagnostics, showDraft } from './support/show-draft';

const FOLDER = join(__dirname, 'fixtures', 'reports');
const UPDATE = process.env.UPDATE_FIXTURES === '1';

function expectFile(path: string, content: string): void {
  if (UPDATE) {
    if (process.env.CI) throw new Error('Fixtures are not written in CI.');
    writeFileSync(path, content);
  }
  expect(existsSync(path)).toBe(true);
  expect(content).toBe(readFileSync(path, 'utf8'));
}

function sourceOf(name: string) {
  const folder = join(FOLDER, name);
  const file = readdirSync(folder).find((entry) => entry.startsWith('source.'));
  if (file === undefined) throw new Error(`${name} has no source`);
  return { content: { bytes: readFileSync(join(folder, file)) }, filename: file };
}

function readFixture(name: string) {
  const result = readReport(sourceOf(name), {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

const foreign = createPatientReader();
afterAll(() => foreign.stop());

describe('every report folder', () => {
  test.each(readdirSync(FOLDER))('%s is read as written down', async (name) => {
    const result = await readReportWith(foreign)(sourceOf(name), {});
    if (!result.ok) throw new Error(result.message);
    const { draft, diagnostics, document } = result;
    expectFile(join(FOLDER, name, 'draft.json'), `${JSON.stringify(showDraft(draft), null, 2)}\n`);
    expectFile(join(FOLDER, name, 'diagnostics.txt'), showDiagnostics(diagnostics, document.text));
    const parts = [...draft.applicationStats, ...draft.reviewLitigation].flatMap((part) => [...part.figures]);
    for (const figure of [...parts, ...draft.proactiveDisclosure]) {
      if (figure.span !== null) expect(document.text.slice(figure.span.start, figure.span.end)).toBe(figure.printed);
    }
  });
});

const total = (draft: ReportDraft, line: LineCode): number | null | undefined =>
  draft.applicationStats.find(({ applicant }) => applicant === 'TOTAL')?.figures.find((figure) => figure.line === line)
    ?.value;
const group = (draft: ReportDraft, name: OutcomeGroup): number =>
  GROUP_LINES[name].reduce((sum, line) => sum + (total(draft, line) ?? Number.NaN), 0);

function ratio(draft: ReportDraft, id: RatioId, version = 1): string {
  const definition = definitionOf(id, version);
  if (definition === undefined) throw new Error(`no ${id} v${version}`);
  const { numerator, denominator, status } = ratioOf(definition, measureOfDraft(draft));
  return status === 'OK' ? `${numerator}/${denominator}` : status;
}

/** Values that a careful person reads in the five reports, and the ratios that follow from them. */
const SEEDS = [
  {
    name: 'lixia-2024',
    lines: [106, 8, 29, 59, 105, 9],
    groups: [0, 5, 9, 3],
    ratios: ['88/105', '88/93', '88/88', '105/114', '0/10', '0/14'],
  },
  {
    name: 'honggutan-2023',
    lines: [28, 0, 6, 12, 28, 0],
    groups: [0, 9, 0, 1],
    ratios: ['18/28', '18/27', '18/18', '28/28', 'ZERO_DENOMINATOR', 'ZERO_DENOMINATOR'],
  },
  {
    name: 'qiaokou-2024',
    lines: [289, 12, 46, 61, 284, 17],
    groups: [44, 70, 8, 55],
    ratios: ['107/284', '107/221', '107/151', '284/301', '5/34', '1/17'],
  },
  {
    name: 'ruian-2024',
    lines: [134, 13, 43, 64, 125, 22],
    groups: [0, 5, 0, 13],
    ratios: ['107/125', '107/112', '107/107', '125/147', '7/16', 'ZERO_DENOMINATOR'],
  },
  {
    name: 'binzhou-hitech-2024',
    lines: [2, 0, 2, 0, 2, 0],
    groups: [0, 0, 0, 0],
    ratios: ['2/2', '2/2', '2/2', '2/2', 'ZERO_DENOMINATOR', 'ZERO_DENOMINATOR'],
  },
] as const;

describe('the five sample reports', () => {
  test.each(SEEDS)('$name has the figures and ratios that a person reads', ({ name, lines, groups, ratios }) => {
    const { draft, diagnostics } = readFixture(name);
    const codes: readonly LineCode[] = [
      'received',
      'broughtForward',
      'outcomes.disclosed',
      'outcomes.partlyDisclosed',
      'outcomes.total',
      'carriedForward',
    ];
    expect(codes.map((code) => total(draft, code))).toEqual(lines);
    expect(
      (['withheld', 'unavailable', 'notProcessed', 'closedOtherwise'] as const).map((id) => group(draft, id)),
    ).toEqual(groups);
    expect([
      ratio(draft, 'DISCLOSURE_RATE', 1),
      ratio(draft, 'DISCLOSURE_RATE', 2),
      ratio(draft, 'DISCLOSURE_RATE', 3),
      ratio(draft, 'CLOSING_RATE'),
      ratio(draft, 'REVIEW_CORRECTION_RATE'),
      ratio(draft, 'LITIGATION_CORRECTION_RATE'),
    ]).toEqual(ratios);
    expect(diagnostics.filter(({ code }) => code.endsWith('_MISMATCH'))).toEqual([]);
  });

  test('agency, region, year and scope are those of the cover', () => {
    const covers = SEEDS.map(({ name }) => readFixture(name).draft).map(({ agency, year, scope, form }) => [
      agency?.name,
      agency?.regionCode,
      agency?.kind,
      agency?.level,
      year,
      scope,
      form,
    ]);
    expect(covers).toEqual([
      ['济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 'COUNTY', 2024, 'OWN', 'FORM_2021'],
      ['南昌市红谷滩区人民政府办公室', '360113', 'GENERAL_OFFICE', 'COUNTY', 2023, 'OWN', 'FORM_2021'],
      ['武汉市硚口区人民政府', '420104', 'GOVERNMENT', 'COUNTY', 2024, 'CONSOLIDATED', 'FORM_2021'],
      ['瑞安市人民政府办公室', '330381', 'GENERAL_OFFICE', 'COUNTY', 2024, 'OWN', 'FORM_2021'],
      ['滨州高新技术产业开发区管理委员会', '371600', 'GOVERNMENT', 'COUNTY', 2024, 'CONSOLIDATED', 'FORM_2021'],
    ]);
  });

  test('a consolidated report carries the sentence that says so', () => {
    for (const name of ['qiaokou-2024', 'binzhou-hitech-2024']) {
      const { draft, document } = readFixture(name);
      expect(document.text.slice(draft.scopeSpan?.start, draft.scopeSpan?.end)).toMatch(/年度报告|编制本报告/);
    }
  });

  test('table two of 硚口: fees to the fen, licences, penalties, compulsion', () => {
    const { draft } = readFixture('qiaokou-2024');
    const values = Object.fromEntries(draft.proactiveDisclosure.map(({ line, value }) => [line, value]));
    expect(values).toMatchObject({
      'fees.collected': 18111202.68,
      'licensing.decisions': 273258,
      'penalties.decisions': 6428,
      'compulsion.decisions': 5848,
    });
  });

  test('table two of 瑞安: 20 normative documents issued, 8 repealed, 231 in force', () => {
    const { draft } = readFixture('ruian-2024');
    const values = draft.proactiveDisclosure
      .filter(({ line }) => line.startsWith('normativeDocuments.'))
      .map(({ value }) => value);
    expect(values).toEqual([20, 8, 231]);
  });

  test('滨州高新: seven lines have lost their labels, and each is said to be inferred', () => {
    const { draft, diagnostics } = readFixture('binzhou-hitech-2024');
    const inferred = draft.applicationStats
      .find(({ applicant }) => applicant === 'TOTAL')
      ?.figures.filter((figure) => figure.inferred)
      .map((figure) => figure.line);
    expect(inferred).toHaveLength(7);
    expect(diagnostics.filter(({ code }) => code === 'LABEL_INFERRED').flatMap(({ lines }) => lines)).toEqual(inferred);
  });

  test('红谷滩: fourteen cells of table four are printed, and no fifteenth is invented', () => {
    const { draft } = readFixture('honggutan-2023');
    const figures = draft.reviewLitigation.flatMap((block) => [...block.figures]);
    expect(figures.filter(({ status, value }) => status === 'REPORTED' && value === 0)).toHaveLength(14);
    expect(figures.filter(({ status }) => status !== 'REPORTED')).toMatchObject([
      { line: 'total', status: 'BLANK', value: null },
    ]);
  });
});
