import { runChecks } from '../../src/checks/run-checks';
import { messageOf } from '../../src/domain/diagnostic';
import type { DiagnosticCode } from '../../src/domain/diagnostic-catalogue';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');
const QIAOKOU = sampleText('qiaokou-2024');

function findings(text: string, code: DiagnosticCode) {
  const { diagnostics, document } = readSample(text);
  return diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ severity, applicant, track, lines, actual, expected, span, related }) => ({
      severity,
      column: applicant ?? track,
      lines,
      actual,
      expected,
      at: span === null ? null : document.text.slice(span.start, span.end),
      related: related.map((other) => document.text.slice(other.start, other.end)),
    }));
}

describe('sentences about rows', () => {
  const ROW = '(一)予以公开 | 29 | 0 | 0 | 0 | 0 | 0 | 29';
  const sentences = (row: string, code: DiagnosticCode): readonly string[] =>
    readSample(replaceOnce(LIXIA, ROW, row)).diagnostics.flatMap((each) => (each.code === code ? messageOf(each) : []));

  test.each([
    ['(一)予以公开 | 29 | 0 | | 0 | 0 | 0 | 29', 'FIGURE_BLANK', 'Cells are empty (（一）予以公开 · 科研机构)'],
    ['(一)予以公开 | 29 | | | 0 | 0 | 0 | 29', 'FIGURE_BLANK', 'Cells are empty (（一）予以公开)'],
    [
      '(一)予以公开 | 29 | 0 | 0 | 0 | 0 | 0 | 30',
      'APPLICANTS_TOTAL_MISMATCH',
      'The kinds of applicant do not add up to the printed total (（一）予以公开 · 总计): unexpected 30, expected 29',
    ],
  ] as const)('%s: %s', (row, code, sentence) => {
    expect(sentences(row, code)).toEqual([sentence]);
  });
});

describe('checks of one report', () => {
  test('inflow and outflow differ in one column: both sides are pointed at', () => {
    const text = replaceOnce(LIXIA, '四、结转下年度继续办理 | 9 | 0', '四、结转下年度继续办理 | 8 | 1');
    expect(findings(text, 'INFLOW_OUTFLOW_MISMATCH')).toEqual([
      {
        severity: 'ERROR',
        column: 'NATURAL_PERSON',
        lines: ['received', 'broughtForward', 'outcomes.total', 'carriedForward'],
        actual: '111',
        expected: '112',
        at: '103',
        related: ['104', '8', '8'],
      },
      {
        severity: 'ERROR',
        column: 'COMMERCIAL_ENTERPRISE',
        lines: ['received', 'broughtForward', 'outcomes.total', 'carriedForward'],
        actual: '3',
        expected: '2',
        at: '2',
        related: ['2', '0', '1'],
      },
    ]);
  });

  test('outcomes that do not add up keep the printed total', () => {
    const text = replaceOnce(LIXIA, '3.其他 | 3 | 0 | 0 | 0 | 0 | 0 | 3', '3.其他 | 4 | 0 | 0 | 0 | 0 | 0 | 4');
    expect(
      findings(text, 'OUTCOMES_TOTAL_MISMATCH').map(({ column, actual, expected }) => [column, actual, expected]),
    ).toEqual([
      ['NATURAL_PERSON', '103', '104'],
      ['TOTAL', '105', '106'],
    ]);
    const total = readSample(text).draft.applicationStats[6]?.figures.find(({ line }) => line === 'outcomes.total');
    expect(total).toMatchObject({ value: 105, printed: '105' });
  });

  test('kinds of applicant that do not add up to their total', () => {
    const text = replaceOnce(
      LIXIA,
      '(一)予以公开 | 29 | 0 | 0 | 0 | 0 | 0 | 29',
      '(一)予以公开 | 29 | 0 | 0 | 0 | 0 | 0 | 30',
    );
    expect(findings(text, 'APPLICANTS_TOTAL_MISMATCH')).toMatchObject([
      {
        column: null,
        lines: ['outcomes.disclosed'],
        actual: '30',
        expected: '29',
        at: '30',
        related: ['29', '0', '0', '0', '0', '0'],
      },
    ]);
  });

  test('results of a track that do not add up to its total', () => {
    const text = replaceOnce(LIXIA, '8 | 0 | 2 | 0 | 10 | 4 |', '8 | 0 | 2 | 0 | 11 | 4 |');
    expect(findings(text, 'CASES_TOTAL_MISMATCH')).toMatchObject([
      { column: 'REVIEW', actual: '11', expected: '10', at: '11' },
    ]);
  });

  test('an unknown operand makes a check not assessable, never true', () => {
    const { draft } = readSample(LIXIA);
    const whole = runChecks(draft);
    const text = replaceOnce(
      LIXIA,
      '二、上年结转政府信息公开申请数量 | 8 |',
      '二、上年结转政府信息公开申请数量 | 约8 |',
    );
    const holed = runChecks(readSample(text).draft);
    expect(whole.notAssessable).toBe(0);
    expect(holed.diagnostics).toEqual([]);
    // The column's inflow, the line's total, and the count that section one states for the line.
    expect(holed.notAssessable).toBe(2);
    expect(holed.assessed).toBe(whole.assessed - 2);
  });

  test('prose that states another count than the table', () => {
    const text = QIAOKOU.replace('上年结转政府信息公开申请12件', '上年结转政府信息公开申请21件');
    expect(findings(text, 'NARRATIVE_DISAGREES')).toMatchObject([
      { severity: 'WARNING', lines: ['broughtForward'], actual: '21', expected: '12', at: '21', related: ['12'] },
    ]);
  });

  test('受理 may mean received, or received and brought forward together', () => {
    const stating = (count: number) =>
      replaceOnce(
        sampleText('honggutan-2023'),
        '区政府办公室收到政府信息公开申请28件',
        `区政府办公室受理政府信息公开申请${count}件`,
      ).replace('二、上年结转政府信息公开申请数量 |\n0 |', '二、上年结转政府信息公开申请数量 |\n3 |');
    expect(findings(stating(28), 'NARRATIVE_DISAGREES')).toEqual([]);
    expect(findings(stating(29), 'NARRATIVE_DISAGREES')).toHaveLength(1);
  });

  test('counts of a whole area in the report of an office are not compared with its table', () => {
    const prose = (subject: string) =>
      replaceOnce(LIXIA, '2024年,政府办新受理政府信息公开申请106件', `2024年,${subject}新收政府信息公开申请1060件`);
    expect(findings(prose('全区'), 'NARRATIVE_DISAGREES')).toEqual([]);
    expect(findings(prose('我单位'), 'NARRATIVE_DISAGREES')).toMatchObject([{ actual: '1060', expected: '106' }]);
  });

  test('a number that prose repeats without end is said once', () => {
    const text = replaceOnce(
      LIXIA,
      '2024年,政府办新受理',
      `${'2024年,政府办新收政府信息公开申请7件。\n'.repeat(50)}2024年,政府办新受理`,
    );
    expect(findings(text, 'NARRATIVE_DISAGREES')).toMatchObject([{ actual: '7', expected: '106' }]);
  });

  test('fees that look like yuan in a column of 万元 are unusual, those of a whole district are not', () => {
    expect(findings(QIAOKOU, 'UNUSUAL_CHANGE')).toEqual([]);
    const inYuan = QIAOKOU.replace('行政事业性收费 | 1811.120268', '行政事业性收费 | 18111202.68');
    expect(findings(inYuan, 'UNUSUAL_CHANGE')).toMatchObject([
      { severity: 'INFO', lines: ['fees.collected'], actual: '181112026800 yuan', at: '18111202.68' },
    ]);
    const stated = QIAOKOU.replace('行政事业性收费 | 1811.120268', '行政事业性收费 | 18111202.68元');
    expect(findings(stated, 'UNUSUAL_CHANGE')).toEqual([]);
  });
});
