import { type LineCode, REVIEW_LINES } from '../../src/domain/statutory-form';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');

const TABLE_THREE = LIXIA.slice(LIXIA.indexOf('(本列数据的勾稽关系'), LIXIA.indexOf('四、政府信息公开行政复议'));
const TABLE_FOUR = LIXIA.slice(LIXIA.indexOf('四、政府信息公开行政复议'), LIXIA.indexOf('五、存在的主要'));

const withTableFour = (...rows: readonly string[]): string =>
  replaceOnce(LIXIA, TABLE_FOUR, `四、政府信息公开行政复议、行政诉讼情况\n${rows.join('\n')}\n`);

test('a row moved by a heading that is lost names every figure of table four', () => {
  const text = withTableFour(
    '行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t',
    '结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t',
    '\t\t\t\t\t0\t0\t0\t0\t0\t0\t10\t0\t0\t10',
  );
  const [found] = readSample(text).diagnostics.filter(({ lines }) => lines.includes('upheld'));
  expect(found).toMatchObject({ code: 'FIGURE_BLANK', track: null, lines: REVIEW_LINES.map(({ code }) => code) });
});

test('the number of a label that goes on in the next line is no value of the row before it', () => {
  const lines = TABLE_THREE.replace(/ *\|[ |]*/gu, '\n').replace('5.属于三类内部事务信息', '5.\n属于三类内部事务信息');
  const whole = replaceOnce(LIXIA, TABLE_THREE, lines);
  expect(readSample(whole).diagnostics).toEqual([]);
  const short = replaceOnce(whole, '第三方合法权益\n0\n', '第三方合法权益\n');
  const row = readSample(short).draft.applicationStats.flatMap(({ figures }) =>
    figures.filter(({ line }) => line === 'outcomes.withheld.thirdPartyInterests'),
  );
  expect(row.map(({ status }) => status)).toEqual(Array(7).fill('ABSENT'));
});

describe('a row of table three that has lost a cell', () => {
  const row = (text: string, code: LineCode): readonly (number | string)[] =>
    readSample(text).draft.applicationStats.flatMap(({ figures }) =>
      figures
        .filter(({ line }) => line === code)
        .map(({ value, status, inferred }) => {
          if (status === 'REPORTED') expect(inferred).toBe(true);
          return value ?? status;
        }),
    );

  test('is placed by the sums of the columns where only one place fits', () => {
    const text = replaceOnce(LIXIA, '(七)总计 | 103 | 2 | 0 |', '(七)总计 | 103 | 0 |');
    expect(row(text, 'outcomes.total')).toEqual([103, 'ABSENT', 0, 0, 0, 0, 105]);
    expect(readSample(text).diagnostics.map(({ code }) => code)).toEqual(['LABEL_INFERRED', 'ROW_SHORT']);
  });

  test('is not read where the sums do not hold', () => {
    const text = replaceOnce(LIXIA, '(七)总计 | 103 | 2 | 0 |', '(七)总计 | 103 | 0 |').replace(
      '3.其他 | 3 |',
      '3.其他 | 4 |',
    );
    expect(row(text, 'outcomes.total')).toEqual(Array(7).fill('ABSENT'));
  });
});

describe('table four run together in one line', () => {
  const heading =
    '行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计';
  const values = (text: string) =>
    readSample(text).draft.reviewLitigation.map(({ figures }) =>
      figures.map(({ value, status, inferred }) => (inferred ? `${value}?` : (value ?? status))),
    );

  test.each([
    ['its numbers apart', `${heading} 8 0 2 0 10 4 0 2 6 12 5 0 3 2 10`],
    ['its numbers apart in the next line', `${heading}\n8 0 2 0 10 4 0 2 6 12 5 0 3 2 10`],
    ['bars between its numbers', `${heading}8|0|2|0|10|4|0|2|6|12|5|0|3|2|10`],
  ])('with %s is read', (_, line) => {
    expect(values(withTableFour(line))).toEqual([
      [8, 0, 2, 0, 10],
      [4, 0, 2, 6, 12],
      [5, 0, 3, 2, 10],
    ]);
  });

  test('with its numbers run together too is read where only one way to part them adds up, and that is said', () => {
    const text = withTableFour(`${heading}802010402612503210`);
    expect(values(text)).toEqual([
      ['8?', '0?', '2?', '0?', '10?'],
      ['4?', '0?', '2?', '6?', '12?'],
      ['5?', '0?', '3?', '2?', '10?'],
    ]);
    expect(readSample(text).diagnostics.map(({ code }) => code)).toContain('LABEL_INFERRED');
  });

  test('is not read where no way to part the numbers adds up', () => {
    expect(values(withTableFour(`${heading}802010402612503211`)).flat()).toEqual(Array(15).fill('ABSENT'));
  });
});
