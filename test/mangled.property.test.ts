import { CONTAINERS } from './support/containers';
import { mangle, mangling } from './support/mangle';
import { createPatientReader } from './support/patient-reader';
import { fc } from './support/property';
import { syntheticReport } from './support/synthetic-report';

const foreign = createPatientReader();
afterAll(() => foreign.stop());

const [report] = fc.sample(syntheticReport({ withGaps: false }), { numRuns: 1, seed: 11 });
if (report === undefined) throw new Error('no report was made');

test.each(Object.entries(CONTAINERS))('a mangled %s is read or refused, and nothing breaks', async (kind, write) => {
  const whole = write(report);
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(mangling, { minLength: 1, maxLength: 4 }), async (manglings) => {
      const bytes = mangle(whole, manglings);
      const result = await (kind === 'zip' ? foreign.unpack({ bytes }) : foreign.read({ bytes }));
      if (result.ok) return;
      refused++;
      expect(result.message).toMatch(/\.$/);
      expect(result.message).not.toContain('seconds');
    }),
    { numRuns: 70, endOnFailure: true },
  );
  expect(kind === 'csv' || kind === 'mhtml' || refused > 0).toBe(true);
});
