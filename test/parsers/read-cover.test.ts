import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDocument, SourceTable } from '../../src/domain/source-document';
import type { Span } from '../../src/domain/source-text';
import { type Cover, readCover } from '../../src/parsers/read-cover';
import { fc } from '../support/property';
import { COVER_CASES } from './cover/cover-cases';

const documentOf = (text: string, more: Partial<SourceDocument> = {}): SourceDocument => ({
  text,
  mediaType: 'text/plain',
  tables: [],
  pageTitles: [],
  diagnostics: [],
  ...more,
});
const slice = (text: string, span: Span | null) => (span === null ? null : text.slice(span.start, span.end));

function expectSpansWithin(text: string, cover: Cover): void {
  const spans = [cover.agency?.span ?? null, cover.scopeSpan];
  for (const { span, related } of cover.diagnostics) spans.push(span, ...related);
  for (const span of spans) {
    if (span === null) continue;
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThan(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  const printed = slice(text, cover.agency?.span ?? null);
  if (printed !== null) expect(cover.agency?.printed).toBe(printed.replaceAll(/\s+/gu, ''));
}

/** A table as the reader of HTML gives it: rows as lines, cells set apart by ` | `. */
function tableOf(text: string, from: string, to: string, columns: number): SourceTable {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start) + to.length;
  const rows = text.slice(start, end).split('\n');
  const cell = (content: string, row: number, column: number) => {
    const at = text.indexOf(content, start);
    return { text: content, span: { start: at, end: at + content.length }, row, column, rowspan: 1, colspan: 1 };
  };
  return {
    span: { start, end },
    rows: rows.map((line, row) => (columns === 1 ? [line] : line.split(' | ')).map((each, at) => cell(each, row, at))),
  };
}

describe('the bundled samples', () => {
  test.each([
    ['lixia-2024', '济南市历下区人民政府办公室', '370102', 'GENERAL_OFFICE', 2024, 'OWN', '现将我单位2024年度', null],
    ['honggutan-2023', '南昌市红谷滩区人民政府办公室', '360113', 'GENERAL_OFFICE', 2023, 'OWN', '2023年我单位未', null],
    [
      'qiaokou-2024',
      '武汉市硚口区人民政府',
      '420104',
      'GOVERNMENT',
      2024,
      'CONSOLIDATED',
      '综合硚口区政府各部门',
      'FORM_2021',
    ],
    ['ruian-2024', '瑞安市人民政府办公室', '330381', 'GENERAL_OFFICE', 2024, 'OWN', '2024年度本办公室', 'FORM_2021'],
    [
      'binzhou-hitech-2024',
      '滨州高新技术产业开发区管理委员会',
      '371600',
      'GOVERNMENT',
      2024,
      'CONSOLIDATED',
      '现公布滨州高新',
      'FORM_2021',
    ],
  ])('%s', (file, name, regionCode, kind, year, scope, sentence, citedForm) => {
    const text = readFileSync(join(__dirname, '../../samples', `${file}.txt`), 'utf8');
    const cover = readCover(documentOf(text), {});
    expect(cover).toMatchObject({ agency: { name, regionCode, kind, level: 'COUNTY' }, year, scope, citedForm });
    expect(cover.diagnostics).toEqual([]);
    expect(slice(text, cover.scopeSpan)).toContain(sentence);
    expectSpansWithin(text, cover);
  });

  test('an alias is what the document calls the agency, without its sections', () => {
    const text = readFileSync(join(__dirname, '../../samples/ruian-2024.txt'), 'utf8');
    expect(readCover(documentOf(text), {}).agency?.printed).toBe('瑞安市人民政府办公室');
  });
});

describe('covers', () => {
  test.each(COVER_CASES.map((each) => [each.text.slice(0, 60).replaceAll('\n', '⏎'), each] as const))(
    '%s',
    (_start, each) => {
      const cover = readCover(documentOf(each.text), each.hints ?? {});
      expect({ agency: cover.agency?.name ?? null, year: cover.year, scope: cover.scope }).toEqual({
        agency: each.agency,
        year: each.year,
        scope: each.scope,
      });
      if (each.regionCode !== undefined) expect(cover.agency?.regionCode).toBe(each.regionCode);
      if (each.title !== undefined) expect(cover.title).toBe(each.title);
      if (each.codes !== undefined) expect(cover.diagnostics.map(({ code }) => code)).toEqual(each.codes);
      if (each.agency !== null && each.codes === undefined) expect(cover.diagnostics).toEqual([]);
      expectSpansWithin(each.text, cover);
    },
  );

  test('candidates are named when a name is shared', () => {
    const cover = readCover(documentOf('鼓楼区教育局2024年政府信息公开工作年度报告\n'), {});
    expect(cover.agencyCandidates).toEqual(
      ['南京市', '徐州市', '福州市', '开封市'].map((city) => `${city}鼓楼区教育局`),
    );
    expect(cover.diagnostics[0]).toMatchObject({
      code: 'AGENCY_UNRESOLVED',
      severity: 'BLOCKER',
      actual: cover.agencyCandidates.join('、'),
    });
  });

  test('a zone that cannot be placed is a candidate, and filed by a hint of either kind', () => {
    const document = documentOf('渤海新区管理委员会2021年政府信息公开工作年度报告\n一、总体情况\n');
    expect(readCover(document, {})).toMatchObject({ agency: null, agencyCandidates: ['渤海新区管理委员会'] });
    const filed = { agency: { name: '沧州渤海新区管理委员会', regionCode: '130973' } };
    expect(readCover(document, { agencyName: '沧州渤海新区管委会' })).toMatchObject(filed);
    const bare = documentOf('渤海新区2021年政府信息公开工作年度报告\n一、总体情况\n');
    expect(readCover(bare, {})).toMatchObject({ agency: null, agencyCandidates: ['渤海新区'] });
    expect(readCover(bare, { regionCode: '130900' })).toMatchObject(filed);
    const south = documentOf('江南产业集中区2021年政府信息公开工作年度报告\n一、总体情况\n');
    expect(readCover(south, { regionCode: '341700' })).toMatchObject({
      agency: { name: '池州市江南产业集中区管理委员会', regionCode: '341700' },
    });
    const area = documentOf('河北自贸区东部片区管委会2021年政府信息公开工作年度报告\n一、总体情况\n');
    const name = '中国(河北)自由贸易试验区东部片区管理委员会';
    expect(readCover(area, {})).toMatchObject({ agency: null, agencyCandidates: [name] });
    expect(readCover(area, { regionCode: '131000' })).toMatchObject({ agency: { name, regionCode: '131000' } });
  });

  test('a contradiction points at both places', () => {
    const text =
      '济南市历下区教育局2024年政府信息公开工作年度报告\n统计期限为2023年1月1日至2023年12月31日。请与济南市市中区教育局联系。\n';
    const [agency, year] = readCover(documentOf(text), {}).diagnostics;
    expect([agency?.code, agency?.expected, agency?.actual]).toEqual([
      'AGENCY_CONTRADICTED',
      '济南市历下区教育局',
      '济南市市中区教育局',
    ]);
    expect([agency?.span ?? null, ...(agency?.related ?? [])].map((span) => slice(text, span))).toEqual([
      '济南市市中区教育局',
      '济南市历下区教育局',
    ]);
    expect([year?.code, year?.expected, year?.actual]).toEqual(['YEAR_CONTRADICTED', '2024', '2023']);
    expect([year?.span ?? null, ...(year?.related ?? [])].map((span) => slice(text, span))).toEqual([
      '2023年1月1日至2023年12月31日',
      '2024年',
    ]);
  });

  test('an agency outside the region that was given is said', () => {
    const cover = readCover(documentOf('瑞安市教育局2024年政府信息公开工作年度报告\n'), { regionCode: '370102' });
    expect(cover.diagnostics.map(({ code, expected }) => [code, expected])).toEqual([
      ['AGENCY_CONTRADICTED', '山东省济南市历下区'],
    ]);
  });

  test('spans survive spaces, radicals and widths', () => {
    const text = '济 南 市 历 下 区\n人⺠政府办公室　２０２４年政府信息公开\n工作年度报告\n一、总体情况\n';
    const cover = readCover(documentOf(text), {});
    expect(cover.agency?.name).toBe('济南市历下区人民政府办公室');
    expect(slice(text, cover.agency?.span ?? null)).toBe('济 南 市 历 下 区\n人⺠政府办公室');
    expect(cover.title).toBe('济南市历下区人⺠政府办公室２０２４年政府信息公开工作年度报告');
    expect(cover.year).toBe(2024);
  });

  test.each([
    ['国办公开办函〔2021〕30号', 'FORM_2021'],
    ['国办公开办函﹝2019﹞60号', 'FORM_2019'],
    ['国办公开办函[2021]30号', 'FORM_2021'],
    ['国办公开办函（2019）60号、国办公开办函（2021）30号', 'FORM_2021'],
    ['国办发〔2021〕30号', null],
  ])('%s cites %s', (notice, form) => {
    expect(readCover(documentOf(`根据${notice}要求。\n`), {}).citedForm).toBe(form);
  });
});

describe('pages', () => {
  const FORM = '信息内容 | 本年制发件数\n规章 | 瑞安市教育局\n行政许可 | 1\n行政处罚 | 2';

  test('tables of the form are not read, tables around the page are', () => {
    const text = `瑞安市审计局2024年政府信息公开工作年度报告\n${FORM}\n${'本报告由本局编制。'.repeat(30)}\n`;
    const form = tableOf(text, '信息内容', '行政处罚 | 2', 2);
    const around = tableOf(text, '瑞安市审计局', '本报告由本局编制。\n', 1);
    for (const tables of [[form], [around, form], []]) {
      expect(readCover(documentOf(text, { mediaType: 'text/html', tables }), {}).agency?.name).toBe('瑞安市审计局');
    }
  });

  test('the title of a page is used when the report itself names nobody', () => {
    const text = '政府信息公开年报\n根据条例规定，现将2023年度工作报告如下。\n一、总体情况\n';
    const pageTitles = ['瑞安市审计局2023年政府信息公开工作年度报告_瑞安市人民政府网站'];
    const cover = readCover(documentOf(text, { pageTitles }), {});
    expect(cover.agency).toMatchObject({ name: '瑞安市审计局', span: null });
    expect(cover.year).toBe(2023);
  });

  test.each([
    ['2023年政府信息公开工作年度报告-济南市教育局', '济南市教育局'],
    ['济南市教育局门户网站', '济南市教育局'],
    ['济南市历下区人民政府 部门年报 2023年度历下区教育局政府信息公开工作年度报告', '济南市历下区教育局'],
    ['济南市人民政府 济南市教育局 2023年政府信息公开工作年度报告', '济南市教育局'],
    // the head of a site, two agencies
    ['2023年政府信息公开工作年度报告-济南市人民政府', undefined],
    ['济南市教育局 济南市体育局2023年政府信息公开工作年度报告', undefined],
  ])('a page called %s is of %s', (pageTitle, agency) => {
    const text = '2023年政府信息公开工作年度报告\n编制本报告。\n一、总体情况\n';
    expect(readCover(documentOf(text, { pageTitles: [pageTitle] }), {}).agency?.name).toBe(agency);
  });

  test('a long menu before the report is passed over', () => {
    const menu = '政府信息公开年报\n温州市审计局2020年政府信息公开工作年度报告\n领导信息\n'.repeat(2000);
    const cover = readCover(documentOf(`${menu}瑞安市审计局2024年政府信息公开工作年度报告\n一、总体情况\n`), {});
    expect([cover.agency?.name, cover.year]).toEqual(['瑞安市审计局', 2024]);
  });

  test('我局 is not the government at the head of the page nor the office to be asked', () => {
    const text =
      '瑞安市人民政府\n2024年政府信息公开工作年度报告\n现将我局工作报告如下，请与瑞安市人民政府办公室联系。\n一、总体情况\n';
    expect(readCover(documentOf(text), {}).agency).toBeNull();
  });
});

describe('any document', () => {
  const words = fc.constantFrom(
    '济南市',
    '历下区',
    '鼓楼区',
    '教育局',
    '人民政府',
    '办公室',
    '高新区',
    '2024年',
    '二〇二三年',
    '政府信息公开',
    '工作年度报告',
    '《',
    '》',
    '(',
    ')',
    '，',
    '。',
    '\n',
    '|',
    ' ',
    '现将',
    '综合',
    '各部门',
    '本机关',
    '我局',
    '一、总体情况',
    '请与',
    '联系',
    '网站',
    '2023年1月1日至12月31日',
    '\ud83d',
    '１',
    '<',
    '街道',
    '来源：',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 80 }).map((each) => each.join('')),
  );
  const hints = fc.record(
    {
      agencyName: texts,
      regionCode: fc.constantFrom('370102', '370000', 'x', ''),
      year: fc.integer(),
      filename: texts,
    },
    { requiredKeys: [] },
  );

  test('is read without throwing, and every span lies in it', () => {
    fc.assert(
      fc.property(texts, hints, fc.array(texts, { maxLength: 2 }), (text, hint, pageTitles) => {
        const cover = readCover(documentOf(text, { pageTitles }), hint);
        expectSpansWithin(text, cover);
        const codes = cover.diagnostics.map(({ code }) => code);
        expect(codes.includes('AGENCY_UNRESOLVED')).toBe(cover.agency === null);
        expect(codes.includes('YEAR_UNRESOLVED')).toBe(cover.year === null);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '(',
    '《',
    '|',
    '\n',
    ' ',
    '济南市',
    '政府信息公开报告',
    '综合',
    '各部门',
    '请与',
    '来源:',
    '网站',
    '2024年',
    '一、总体情况\n',
    '我局',
    '公开)',
    '现将',
  ])('a megabyte of %j is read', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(readCover(documentOf(text), {}).diagnostics.length).toBeGreaterThan(0);
  });
});

test('a link to another report above is not the title of a page that is called by the one below', () => {
  const title = '平罗县水务局政府信息公开工作年度报告';
  const text = `平阳县民政局2022年政府信息公开工作年度报告\n${title}\n统计期限为2022年1月1日至2022年12月31日。\n一、总体情况\n`;
  const { agency, year } = readCover(documentOf(text, { pageTitles: [`${title}-平罗县人民政府`] }), {});
  expect([agency?.name, year]).toEqual(['平罗县水务局', 2022]);
});

describe('an agency that only begins a sentence', () => {
  const nameIn = (text: string) => readCover(documentOf(text), {}).agency?.name ?? null;

  test('of the introduction below a title without a name', () => {
    const title = '2021年度政府信息公开工作年度报告';
    expect(nameIn(`${title}\n嵊州市水利水电局严格执行《条例》。\n一、总体情况\n扎实推进。\n`)).toBe('嵊州市水利水电局');
    expect(nameIn(`${title}\n一、总体情况\n嵊州市水利水电局认真落实《条例》。\n`)).toBe('嵊州市水利水电局');
  });

  test('is not believed before one that is signed, or of a report that says 我局', () => {
    const text = '2021年度政府信息公开工作年度报告\n嵊州市人民政府高度重视，我局认真落实。\n一、总体情况\n扎实推进。\n';
    expect(nameIn(text)).toBeNull();
    expect(nameIn(`${text}二、其他\n无。\n嵊州市水利水电局\n2022年1月5日`)).toBe('嵊州市水利水电局');
  });
});
