import { readReport } from '../src/imports/read-report';
import { damageDocument, damageTables, stroke } from './support/damage';
import { fc } from './support/property';
import { silentlyWrong } from './support/read-cells';
import { LAYOUTS, renderReport } from './support/render-report';
import { printTables } from './support/report-tables';
import { syntheticReport } from './support/synthetic-report';

/** Damage that happens together: one stroke nearly always, sometimes up to three. */
const strokes = fc.array(stroke, { minLength: 1, maxLength: 3 });

describe('a damaged report', () => {
  test.each(LAYOUTS)('never gives a wrong figure without a diagnostic on it, in the layout %s', (layout) => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: false, anyForm: true }), strokes, (report, damage) => {
        const source = damageDocument(renderReport(report, damageTables(printTables(report), damage), layout), damage);
        const read = readReport({ content: { text: source } }, {});
        // Damage may leave no document at all; that is refused in words and gives no figure.
        if (read.ok) expect(silentlyWrong(report, read)).toEqual([]);
        else expect(read.message).toMatch(/\S/u);
      }),
      { numRuns: 150 },
    );
  });
});
