import { readReport } from '../src/imports/read-report';
import { damageTables, stroke } from './support/damage';
import { expectRoundTrip, type Read } from './support/expect-round-trip';
import { FILE_KINDS } from './support/file-kinds';
import { fc } from './support/property';
import { silentlyWrong } from './support/read-cells';
import { printTables } from './support/report-tables';
import { syntheticReport } from './support/synthetic-report';

function read(bytes: Buffer): Read {
  const result = readReport({ content: { bytes } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe.each(FILE_KINDS)('%s', (_, write) => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: false }), (report) =>
        expectRoundTrip(report, read(write(report, printTables(report)))),
      ),
      { numRuns: 4 },
    );
  });

  test('is read with its blank cells', () => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: true }), (report) =>
        expectRoundTrip(report, read(write(report, printTables(report)))),
      ),
      { numRuns: 4 },
    );
  });

  test('damaged, gives no wrong figure without a diagnostic on it', () => {
    const strokes = fc.array(stroke, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(syntheticReport({ withGaps: false, anyForm: true }), strokes, (report, damage) => {
        const bytes = write(report, damageTables(printTables(report), damage));
        expect(silentlyWrong(report, read(bytes))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
