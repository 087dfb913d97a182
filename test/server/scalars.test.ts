import { parseValue } from 'graphql';
import { canonicalDecimal, DateTime, Decimal, SafeInt } from '../../src/schema/scalars';
import { fc } from '../support/property';

describe('Decimal', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    ['-0.00', '0'],
    ['007.50', '7.5'],
    ['12.', '12'],
    [18111202.68, '18111202.68'],
    [9007199254740991, '9007199254740991'],
    ['-3.10', '-3.1'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('%p is written %p', (value, written) => {
    expect(canonicalDecimal(value)).toBe(written);
  });

  test.each([
    '',
    ' 1',
    '1e3',
    '0x10',
    '１２',
    '1,234',
    '--1',
    '.5',
    'NaN',
    '9'.repeat(41),
    1e21,
    1e-7,
    Number.NaN,
    Infinity,
    true,
    null,
    {},
    [1],
  ])('%p is refused', (value) => {
    expect(() => canonicalDecimal(value)).toThrow(/^Decimal cannot be .*without exponent\.$/);
  });

  test('is the same however often it is written', () => {
    const printed = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.stringMatching(/^\d{0,9}$/));
    fc.assert(
      fc.property(printed, ([negative, whole, fraction]) => {
        const text = `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
        const once = canonicalDecimal(text);
        expect(canonicalDecimal(once)).toBe(once);
        expect(Number(once)).toBe(Number(text) === 0 ? 0 : Number(text));
      }),
    );
  });

  test('is read from literals without passing through a float', () => {
    const read = (text: string) => Decimal.parseLiteral(parseValue(text));
    expect(['100', '0.30', '"0.1000"', '12345678901234567890.12'].map(read)).toEqual([
      '100',
      '0.3',
      '0.1',
      '12345678901234567890.12',
    ]);
    expect(() => read('1e9')).toThrow('without exponent');
    expect(() => read('1e9')).toThrow(expect.objectContaining({ locations: [{ line: 1, column: 1 }] }));
    expect(() => read('[1]')).toThrow('must be a number');
  });
});

test('SafeInt goes to 2^53-1 and no further', () => {
  expect(SafeInt.serialize(9007199254740991)).toBe(9007199254740991);
  for (const value of [9007199254740992, 1.5, '1', null])
    expect(() => SafeInt.serialize(value)).toThrow('SafeInt cannot be');
});

test('DateTime is a moment in UTC', () => {
  expect(DateTime.serialize(new Date(Date.UTC(2026, 0, 31, 8)))).toBe('2026-01-31T08:00:00.000Z');
  expect(DateTime.parseValue('2026-01-31T16:00:00+08:00')).toEqual(new Date(Date.UTC(2026, 0, 31, 8)));
  expect(DateTime.parseValue('2026-01-31')).toEqual(new Date(Date.UTC(2026, 0, 31)));
  expect(DateTime.parseLiteral(parseValue('"2026-01-31T08:00Z"'))).toEqual(new Date(Date.UTC(2026, 0, 31, 8)));
  // No zone; no day of the calendar; what an engine reads all the same.
  for (const text of ['yesterday', '2026-01-31T08:00:00', '2026-02-30', '2026-02-30T00:00:00Z', '2026-13-01', '12', ''])
    expect(() => DateTime.parseValue(text)).toThrow('DateTime must be');
  expect(() => DateTime.parseLiteral(parseValue('2026'))).toThrow('DateTime must be');
});
