import { fc } from '../support/property';
import { silentlyWrong } from '../support/read-cells';
import { LAYOUTS, renderReport } from '../support/render-report';
import { type PrintedCell, type PrintedTable, type PrintedTables, printTables } from '../support/report-tables';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';
import { syntheticReport } from '../support/synthetic-report';

const LIXIA = sampleText('lixia-2024');
const RECEIVED = '一、本年新收政府信息公开申请数量 | 104 | 2 | 0 | 0 | 0 | 0 | 106 |';
const CASES = '8 | 0 | 2 | 0 | 10 | 4 | 0 | 2 | 6 | 12 | 5 | 0 | 3 | 2 | 10';

/** Figures of one line of the sample with another row in place of its own. */
const received = (row: string) =>
  readSample(replaceOnce(LIXIA, RECEIVED, row)).draft.applicationStats.map(({ figures }) => figures[0]);

describe('a cell that is no number as it stands', () => {
  test.each([
    ['digits parted by a space', '1 04', 104],
    ['a mark for thousands or a point', '1.04', 104],
    ['a letter among digits', '1O4', 104],
    ['a comma behind it', '104，', 104],
    ['brackets around it', '（104）', 104],
    ['a nought before it', '0104', 104],
    ['words around it', '共104件', 104],
    ['a letter before digits', 'l04', 104],
  ])('%s is read where row and column add up so, and that is said', (_, printed, value) => {
    const text = replaceOnce(LIXIA, RECEIVED, RECEIVED.replace('104', printed));
    const { draft, diagnostics } = readSample(text);
    expect(draft.applicationStats[0]?.figures[0]).toMatchObject({ status: 'REPORTED', value, printed, inferred: true });
    expect(diagnostics).toMatchObject([
      { code: 'LABEL_INFERRED', lines: ['received'], applicant: 'NATURAL_PERSON', actual: printed, expected: '104' },
    ]);
  });

  test.each(['104.', '104。', '＝104', '“104”'])('%s, with marks of a sentence around it, is the number', (printed) => {
    const text = replaceOnce(LIXIA, RECEIVED, RECEIVED.replace('104', printed).replace('106', '107'));
    const { draft } = readSample(text);
    expect(draft.applicationStats[0]?.figures[0]).toMatchObject({ value: 104, printed, inferred: false });
  });

  test('the number of a label in a cell of its own is no value', () => {
    const label = '5.要求行政机关确认或重新出具已获取信息 | 0 |';
    const text = replaceOnce(LIXIA, label, label.replace('5.', '5. | '));
    expect(readSample(text).diagnostics).toEqual(readSample(LIXIA).diagnostics);
  });

  test('is not read where the row does not add up', () => {
    const [first] = received(RECEIVED.replace('104', '1 4'));
    expect(first).toMatchObject({ status: 'UNREADABLE', value: null });
  });

  test('is not read where the column does not add up', () => {
    const [first] = received(RECEIVED.replace('104', '1 14').replace('106', '116'));
    expect(first).toMatchObject({ status: 'UNREADABLE', value: null });
  });

  test.each(['O', '○', 'Ｏ'])('%s for nought is read by sums, and so is 一 that is one', (nought) => {
    const text = replaceOnce(
      replaceOnce(LIXIA, RECEIVED, RECEIVED.replaceAll('| 0 ', `| ${nought} `)),
      '不计其他情形) | 58 | 1 |',
      '不计其他情形) | 58 | 一 |',
    );
    const { draft } = readSample(text);
    const values = draft.applicationStats.map(({ figures }) => figures[0]?.value);
    expect(values).toEqual([104, 2, 0, 0, 0, 0, 106]);
    expect(draft.applicationStats[1]?.figures[3]).toMatchObject({ value: 1, printed: '一', inferred: true });
  });

  test('letters for noughts are read where no other cell of the column is a number, marks are not', () => {
    const table = LIXIA.slice(LIXIA.indexOf('一、本年新收'), LIXIA.indexOf('四、政府信息公开行政复议'));
    const values = (nought: string) =>
      readSample(replaceOnce(LIXIA, table, table.replaceAll('| 0 ', `| ${nought} `))).draft.applicationStats.map(
        ({ figures }) => figures.map(({ value }) => value),
      );
    const own = readSample(LIXIA).draft.applicationStats.map(({ figures }) => figures.map(({ value }) => value));
    expect(values('O')).toEqual(own);
    expect(values('○')[2]).toEqual(own[2]?.map(() => null));
  });

  test.each([
    ['58 | 1 |', 'S8 | 1 |'],
    ['58 | 1 |', '5B | 1 |'],
  ])('a letter that looks like a digit is that digit where row and column add up so', (row, printed) => {
    const label = '不计其他情形) | ';
    const partly = (text: string) =>
      readSample(text).draft.applicationStats.map(({ figures }) => figures[3]?.value ?? figures[3]?.status);
    const text = replaceOnce(LIXIA, `${label}${row}`, `${label}${printed}`);
    expect(partly(text)).toEqual([58, 1, 0, 0, 0, 0, 59]);
    expect(partly(text.replace('0 | 0 | 59 |', '0 | 0 | 60 |'))[0]).toBe('UNREADABLE');
  });

  test('a mark in a track of table four is read where its total is a number', () => {
    const tracks = (cells: string) =>
      readSample(replaceOnce(LIXIA, CASES, cells)).draft.reviewLitigation.map(({ figures }) =>
        figures.map(({ value, status }) => value ?? status),
      );
    expect(tracks(CASES.replace('8 | 0 | 2 | 0', '8 | ○ | 2 | ○'))[0]).toEqual([8, 0, 2, 0, 10]);
    expect(tracks(CASES.replace('8 | 0 | 2 | 0 | 10', '8 | 0 | 2 | 0 | 1 0'))[0]).toEqual([8, 0, 2, 0, 10]);
    expect(tracks(CASES.replace('8 | 0 | 2 | 0 | 10', '○ | ○ | ○ | ○ | ○'))[0]).toEqual(Array(5).fill('UNREADABLE'));
    expect(tracks(CASES.replace('8 | 0 | 2 | 0 | 10', 'O | O | O | O | O'))[0]).toEqual(Array(5).fill(0));
    expect(tracks(CASES.replace('2 | 0 | 10', '3 | ○ | 10'))[0]).toEqual([8, 0, 3, 'UNREADABLE', 10]);
  });

  test('a letter for nought in table two is read, a mark is not', () => {
    const rules = (row: string) =>
      readSample(replaceOnce(LIXIA, '规章 | 0 | 0 | 0 |', row)).draft.proactiveDisclosure.map(({ value }) => value);
    expect(rules('规章 | O | Ｏ | 0 |').slice(0, 3)).toEqual([0, 0, 0]);
    expect(rules('规章 | ○ | 0 | 0 |').slice(0, 3)).toEqual([null, 0, 0]);
  });
});

test('a heading without the unit of the form leaves the money to be inferred', () => {
  const text = replaceOnce(LIXIA, '本年收费金额(单位:万元)', '本年收费金额').replace(
    '行政事业性收费 | 0',
    '行政事业性收费 | 12',
  );
  const { draft, diagnostics } = readSample(text);
  const fees = draft.proactiveDisclosure.find(({ line }) => line === 'fees.collected');
  expect(fees).toMatchObject({ value: 120_000, inferred: true });
  expect(diagnostics).toMatchObject([{ code: 'LABEL_INFERRED', lines: ['fees.collected'] }]);
});

const WORDS = '零一二三四五六七八九';
const spelt: Readonly<Record<string, (digits: string) => string>> = {
  words: (digits) => (digits.length === 1 ? (WORDS[Number(digits)] ?? '') : digits),
  letters: (digits) => digits.replaceAll('0', 'O'),
  circles: (digits) => (digits === '0' ? '○' : digits),
  spaces: (digits) => digits.split('').join(' '),
  points: (digits) => digits.replace(/\B(?=(?:\d{3})+$)/gu, '.'),
};

/** The tables with the numbers of some cells in another spelling; money has decimal points of its own. */
function respell(tables: PrintedTables, spelling: string, every: number): PrintedTables {
  let count = 0;
  const respelt = (cell: PrintedCell): PrintedCell =>
    cell.role === 'value' && count++ % every === 0 ? { ...cell, text: spelt[spelling]?.(cell.text) ?? '' } : cell;
  const inTable = (table: PrintedTable): PrintedTable => ({
    ...table,
    rows: table.rows.map((row) => row.map(respelt)),
  });
  return {
    disclosure: spelling === 'points' ? tables.disclosure : inTable(tables.disclosure),
    applications: inTable(tables.applications),
    review: inTable(tables.review),
  };
}

test.each(LAYOUTS)('numbers spelt in other ways are never other numbers, in the layout %s', (layout) => {
  const spelling = fc.constantFrom(...Object.keys(spelt));
  fc.assert(
    fc.property(
      syntheticReport({ withGaps: false, anyForm: true }),
      spelling,
      fc.integer({ min: 1, max: 9 }),
      (report, how, every) => {
        const source = renderReport(report, respell(printTables(report), how, every), layout);
        expect(silentlyWrong(report, readSample(source))).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
});
