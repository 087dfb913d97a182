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
  ['a formula never calculated', '<c r="B1" s="1"><f>SUM(C1:D1)</f></c>', '=SUM(C1:D1)'],
  ['an error', '<c r="B1" t="e" s="1"><v>#REF!</v></c>', '#REF!'],
  ['a number stored as text', '<c r="B1" t="str" s="1"><v>12</v></c>', '12'],
])('%s', (_, cell, shown) => {
  expect(read([sheet(`<row r="1">${text('A1', '甲')}${cell}</row>`)]).text).toBe(`甲 | ${shown}`);
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

test('a cell at the far end of the sheet takes no memory', () => {
  const rows = `<row r="1">${text('A1', '甲')}${number('XFD1', '1')}</row><row r="1048576">${text('A1048576', '乙')}${number('B1048576', '2')}</row>`;
  const merged = '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>';
  expect(read([sheet(rows)]).text).toBe('甲 | 1\n乙 | 2');
  expect(read([sheet(rows, merged)]).text).toBe('甲 | 1\n2');
});
