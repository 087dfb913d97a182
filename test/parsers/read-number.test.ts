import { readNumber } from '../../src/parsers/read-number';

describe('a cell that should hold a count', () => {
  test.each([
    ['0', 'REPORTED', 0],
    ['106', 'REPORTED', 106],
    [' 7 ', 'REPORTED', 7],
    ['１２', 'REPORTED', 12],
    ['1,234', 'REPORTED', 1234],
    ['1，234', 'REPORTED', 1234],
    ['12件', 'REPORTED', 12],
    ['22（其中修订16件）', 'REPORTED', 22],
    ['12①', 'REPORTED', 12],
    ['12²', 'REPORTED', 12],
    ['12*', 'REPORTED', 12],
    ['12[1]', 'REPORTED', 12],
    ['12^1', 'REPORTED', 12],
    ['5.0', 'REPORTED', 5],
    ['0.000', 'REPORTED', 0],
    ['1.2万件', 'REPORTED', 12_000],
    ["1'234", 'REPORTED', 1234],
    ['12件次', 'REPORTED', 12],
    ['零', 'REPORTED', 0],
    ['〇', 'REPORTED', 0],
    ['三', 'REPORTED', 3],
    ['十二', 'REPORTED', 12],
    ['二十三件', 'REPORTED', 23],
    ['一百零五', 'REPORTED', 105],
    ['两千零三十', 'REPORTED', 2030],
    ['一万二千', 'REPORTED', 12_000],
    ['9007199254740991', 'REPORTED', Number.MAX_SAFE_INTEGER],
    ['', 'BLANK', null],
    ['\u00a0', 'BLANK', null],
    ['-', 'NOT_APPLICABLE', null],
    ['——', 'NOT_APPLICABLE', null],
    ['/', 'NOT_APPLICABLE', null],
    ['无', 'NOT_APPLICABLE', null],
    ['不适用', 'NOT_APPLICABLE', null],
  ] as const)('%j is %s %s', (printed, status, value) => {
    expect(readNumber(printed, 'count')).toEqual({ status, value, finding: null });
  });

  test.each([
    ['2 0', 'NUMBER_UNREADABLE'],
    ['00', 'NUMBER_UNREADABLE'],
    ['007', 'NUMBER_UNREADABLE'],
    ['32024年', 'NUMBER_UNREADABLE'],
    ['1,23', 'NUMBER_UNREADABLE'],
    ['5½', 'NUMBER_UNREADABLE'],
    ['4_2', 'NUMBER_UNREADABLE'],
    ['①2', 'NUMBER_UNREADABLE'],
    ['12[注', 'NUMBER_UNREADABLE'],
    ['约8', 'NUMBER_UNREADABLE'],
    ['1O4', 'NUMBER_UNREADABLE'],
    ['1.000', 'NUMBER_UNREADABLE'],
    ['一', 'NUMBER_UNREADABLE'],
    ['O', 'NUMBER_UNREADABLE'],
    ['○', 'NUMBER_UNREADABLE'],
    ['一百五', 'NUMBER_UNREADABLE'],
    ['二〇二四', 'NUMBER_UNREADABLE'],
    ['十条', 'NUMBER_UNREADABLE'],
    ['12元', 'NUMBER_UNREADABLE'],
    ['+3', 'NUMBER_UNREADABLE'],
    ['增3', 'NUMBER_UNREADABLE'],
    ['9007199254740993', 'NUMBER_UNREADABLE'],
    ['-8', 'NUMBER_NEGATIVE'],
    ['3.5', 'NUMBER_FRACTIONAL'],
  ] as const)('%j is not believed: %s', (printed, finding) => {
    expect(readNumber(printed, 'count')).toEqual({ status: 'UNREADABLE', value: null, finding });
  });
});

test.each([
  ['+3', 3],
  ['-8', -8],
  ['-0', 0],
  ['12', 12],
  ['增3', 3],
  ['增加 12项', 12],
  ['减8', -8],
  ['减少８', -8],
  ['减0', 0],
] as const)('a change of %s is %d', (printed, value) => {
  expect(readNumber(printed, 'change')).toEqual({ status: 'REPORTED', value, finding: null });
});

describe('money, in yuan', () => {
  test.each([
    ['1811.120268', 'money-wan', 18_111_202.68],
    ['0', 'money-wan', 0],
    ['0.000001', 'money-wan', 0.01],
    ['103.3879万元', 'money-wan', 1_033_879],
    ['251000元', 'money-wan', 251_000],
    ['1.5亿元', 'money-wan', 150_000_000],
    ['103.3879万元', 'money-unstated', 1_033_879],
    ['0', 'money-unstated', 0],
    ['零', 'money-wan', 0],
  ] as const)('%s (%s) is %d', (printed, kind, value) => {
    expect(readNumber(printed, kind)).toEqual({ status: 'REPORTED', value, finding: null });
  });

  test.each([
    ['12', 'money-unstated', 'NUMBER_UNREADABLE'],
    ['12件', 'money-wan', 'NUMBER_UNREADABLE'],
    ['三十万', 'money-wan', 'NUMBER_UNREADABLE'],
    ['三十', 'money-yuan', 'NUMBER_UNREADABLE'],
    ['0.0000001', 'money-wan', 'NUMBER_FRACTIONAL'],
    ['12.345元', 'money-wan', 'NUMBER_FRACTIONAL'],
  ] as const)('%s (%s) is not believed: %s', (printed, kind, finding) => {
    expect(readNumber(printed, kind)).toEqual({ status: 'UNREADABLE', value: null, finding });
  });
});
