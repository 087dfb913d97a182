import { readDocument } from '../../src/documents/read-document';
import { writeWorkbook } from '../support/write-xlsx';

function read(sheets: readonly string[], strings?: string) {
  const result = readDocument({ bytes: writeWorkbook(sheets, strings) });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const sheet = (rows: string, more = '') => `<sheetData>${rows}</sheetData>${more}`;
const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr" s="1"><is><t>${value}</t></is></c>`;
const number = (ref: string, value: string, style = 1) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

test.each([
  ['whole numbers', number('B1', '12'), '12'],
  ['noise of binary fractions', number('B1', '103.38790000000001'), '103.3879'],
  ['exponents', number('B1', '1.234E3'), '1234'],
  ['small fractions', number('B1', '1.5E-7'), '0.00000015'],
  ['a date', number('B1', '45356', 2), '2024-03-05'],
  ['a count in a cell of dates', number('B1', '3', 2), '1900-01-03'],
  ['a formula with its result', '<c r="B1" s="1"><f>SUM(C1:D1)</f><v>7</v></c>', '7'],
  ['a formula never calculated', '<c r="B1" s="1"><f>SUM(E1:F1)</f></c>', '=SUM(E1:F1)'],
  [
    'a formula whose result is empty',
    `<c r="B1" s="1" t="str"><f>IF(D1="","",D1)</f><v></v></c>${number('C1', '5')}`,
    ' | 5',
  ],
  ['a shared formula never calculated', '<c r="B1" s="1"><f t="shared" si="0"/></c>', '='],
  ['characters that XML cannot hold', '<c r="B1" t="inlineStr" s="1"><is><t>12_x000D_</t></is></c>', '12'],
  ['an escaped underscore', text('B1', 'a_x005F_x000D_'), 'a_x000D_'],
  ['an error', '<c r="B1" t="e" s="1"><v>#REF!</v></c>', '#REF!'],
  ['a number stored as text', '<c r="B1" t="str" s="1"><v>12</v></c>', '12'],
])('%s', (_, cell, shown) => {
  expect(read([sheet(`<row r="1">${text('A1', '甲')}${cell}</row>`)]).text).toBe(`甲 | ${shown}`);
});

describe('a formula without its result', () => {
  const computed = (formula: string, more = '', calculation = '') => {
    const cells = `${text('A1', '甲')}<c r="B1" s="1"><f>${formula}</f>${more}</c>${number('C1', '5')}${number('D1', '7')}${text('E1', '3')}<c r="F1" s="1"><f>C1+D1</f></c><c r="G1" s="1"><f>B1</f></c>${number('H1', '3', 2)}`;
    const bytes = writeWorkbook([sheet(`<row r="1">${cells}</row>`)], undefined, '', undefined, calculation);
    const result = readDocument({ bytes });
    if (!result.ok) throw new Error(result.message);
    const cell = result.document.tables[0]?.rows[0]?.[1];
    return [cell?.text, cell?.computed];
  };

  test.each([
    ['SUM(C1:D1)', 12],
    ['SUM(C$1,$D1,2)', 14],
    ['C1+D1-2', 10],
    ['D1', 7],
    ['SUM(C1:D1)+Z9', 12],
    ['SUM(C1,F1)', 17],
  ])('of sums comes to a count: %s', (formula, count) => {
    expect(computed(formula)).toEqual([`=${formula}`, count]);
  });

  test.each([
    'C1*D1',
    'SUM(C1:E1)',
    'SUM(C1:D1)/2',
    'C1-D1',
    'G1',
    'SUM(D1:H1)',
    'IF(C1,D1,0)',
    'Sheet2!C1',
    'SUM(A1:ZZ999)',
    '',
  ])('of anything else, of text, or of itself comes to none: %s', (formula) => {
    expect(computed(formula)).toEqual([`=${formula}`, undefined]);
  });

  test('keeps a result that was calculated, and not the nought of a program that cannot', () => {
    const never = '<calcPr fullCalcOnLoad="1"/>';
    expect(computed('SUM(C1:D1)', '<v>11</v>')).toEqual(['11', undefined]);
    expect(computed('SUM(C1:D1)', '<v>0</v>', never)).toEqual(['=SUM(C1:D1)', 12]);
    expect(computed('SUM(C1:D1)', '<v>12</v>', never)).toEqual(['12', undefined]);
    expect(computed('C1*D1', '<v>0</v>', never)).toEqual(['=C1*D1', undefined]);
    expect(computed('C1*D1', '<v>35</v>', never)).toEqual(['35', undefined]);
  });
});

test('empty cells between others are cells, and merged ones stand once', () => {
  const rows = `<row r="1">${text('A1', '组')}${text('B1', '甲')}${number('D1', '4')}</row><row r="2">${text('B2', '乙')}${number('C2', '5')}${number('D2', '6')}</row>`;
  const { tables, text: written } = read([sheet(rows, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')]);
  expect(written).toBe('组 | 甲 |  | 4\n乙 | 5 | 6');
  expect(tables[0]?.rows[0]?.map((c) => [c.column, c.rowspan])).toEqual([
    [0, 2],
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
});

test('titles and prose are lines; hidden rows, columns and sheets are not seen', () => {
  const rows = `<row r="1">${'<c r="A1" t="inlineStr"><is><t>标题</t></is></c>'}</row><row r="3">${text('A3', '甲')}${number('B3', '1')}${number('C3', '9')}</row><row r="4" hidden="1">${text('A4', '隐')}${number('B4', '2')}</row>`;
  expect(
    read([sheet(rows, '').replace('<sheetData>', '<cols><col min="3" max="3" hidden="1"/></cols><sheetData>')]).text,
  ).toBe('标题\n甲 | 1');
});

test('a hidden column leaves no gap, and what is merged over it shows in the rest', () => {
  const rows = `<row r="1">${text('A1', '标题')}</row><row r="2" hidden="1">${text('B2', '组')}</row><row r="3">${text('A3', '序')}${text('C3', '甲')}${number('D3', '9')}${number('E3', '1')}</row>`;
  const merged = '<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="B2:B3"/></mergeCells>';
  const hidden = '<cols><col min="1" max="1" hidden="1"/><col min="4" max="4" hidden="1"/></cols>';
  const { text: written, tables } = read([hidden + sheet(rows, merged)]);
  expect(written).toBe('标题\n组 | 甲 | 1');
  expect(tables[0]?.rows[0]?.map(({ column }) => column)).toEqual([0, 1, 2]);
});

test.each([
  ['#,##0', '1234567', '1234567'],
  ['0\\.0000', '1033879', '103.3879'],
  ['0!.0,&quot;万元&quot;', '1033879', '103.3879万元'],
  ['#,##0.00,', '1033879', '1033.879'],
  ['#,##0.00&quot;元&quot;;-0.00', '12.5', '12.5元'],
  ['_ [$¥元-804]* #,##0.00_ ;_ * &quot;-&quot;_ ', '12.5', '12.5'],
  ['G/通用格式&quot;件&quot;', '12', '12'],
])('the format %s shows %s as %s', (code, value, shown) => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="${code}"/></numFmts><cellXfs><xf/><xf numFmtId="176"/></cellXfs></styleSheet>`;
  const bytes = writeWorkbook(
    [sheet(`<row r="1">${text('A1', '甲')}${number('B1', value)}</row>`)],
    undefined,
    '',
    styles,
  );
  expect(readDocument({ bytes })).toMatchObject({ document: { text: `甲 | ${shown}` } });
});

test('a cell at the far end of the sheet takes no memory', () => {
  const rows = `<row r="1">${text('A1', '甲')}${number('XFD1', '1')}</row><row r="1048576">${text('A1048576', '乙')}${number('B1048576', '2')}</row>`;
  const merged = '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>';
  expect(read([sheet(rows)]).text).toBe('甲 | 1\n乙 | 2');
  expect(read([sheet(rows, merged)]).text).toBe('甲 | 1\n2');
});
