import { rowsOfCounts } from '../../src/store/row-text';
import { fc, PROPERTY_SEED as seed } from '../support/property';
import { openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const count = fc.option(
  fc.oneof(
    fc.maxSafeNat(),
    fc.maxSafeInteger(),
    fc.constantFrom(0, 1, -1, 999_999_999_999_999, 1e15, Number.MAX_SAFE_INTEGER),
  ),
);
const row = fc.tuple(fc.constantFrom('TOTAL', 'OTHER', 'NATURAL_PERSON'), count, count, count);

test('rows of counts are read as PostgreSQL writes them', async () => {
  const written =
    "SELECT string_agg((word, a, b, c)::text, ';') AS text FROM json_to_recordset($1) AS of(word text, a bigint, b bigint, c bigint)";
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const given = rows.map(([word, a, b, c]) => ({ word, a, b, c }));
      const [{ text }] = await store.dataSource.query(written, [JSON.stringify(given)]);
      expect(rowsOfCounts(text)).toEqual(rows);
    }),
    { seed, numRuns: 200 },
  );
});

test.each([
  '(TOTAL,9007199254740992)',
  '(TOTAL,12345678901234567)',
  '(TOTAL,-9007199254740992,1)',
  '(TOTAL,1.5)',
  '(TOTAL,7x,1)',
])('what is no count that can be shown exactly is refused: %s', (text) => {
  expect(() => rowsOfCounts(text)).toThrow('beyond the integers that can be shown exactly');
});
