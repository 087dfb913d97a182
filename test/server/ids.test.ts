import { readAgencyId, readPartId, readReportId, writePartId, writeReportId } from '../../src/resolvers/ids';

test('ids of reports are read as they are written', () => {
  for (const reference of [
    { agencyId: 12, year: 2024, revision: null },
    { agencyId: 2147483647, year: 2008, revision: 3 },
  ])
    expect(readReportId(writeReportId(reference))).toEqual(reference);
  expect(readPartId(writePartId('12-2024@1', 'TOTAL'))).toEqual({
    report: { agencyId: 12, year: 2024, revision: 1 },
    part: 'TOTAL',
  });
});

test.each([
  '',
  '-',
  '12',
  '12-',
  '-2024',
  '12-24',
  '012-2024',
  '12-2024@',
  '12-2024@0',
  '12-2024@x',
  '12-2024@1@1',
  '2147483648-2024',
  '12-2024@2147483648',
  '１２-2024',
  '12-2024 ',
  "1'-2024",
  '1e3-2024',
])('%p is the id of no report', (id) => {
  expect(readReportId(id)).toBeNull();
  expect(readPartId(`${id}:TOTAL`)).toBeNull();
});

test.each(['', '0', '-1', '1.5', '01', '2147483648', '99999999999999999999', 'x', '1 ', "1'"])(
  '%p is the id of no agency',
  (id) => {
    expect(readAgencyId(id)).toBeNull();
  },
);
