import fc from 'fast-check';
import { readForeign } from '../src/documents/read-foreign';
import { unpackArchive } from '../src/documents/unpack-archive';
import { CONTAINERS } from '../test/support/containers';
import { mangle, mangling } from '../test/support/mangle';
import { syntheticReport } from '../test/support/synthetic-report';
import { rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';

/** The property of test/mangled.property.test.ts over many more files: read or refused, in what time and memory. An error ends the bench. */
export async function mangled({ cases, seed }: BenchOptions): Promise<Results> {
  const kinds = Object.entries(CONTAINERS);
  const rows: Row[] = [];
  for (const [kind, write] of kinds) {
    const drawn = fc.tuple(syntheticReport({ withGaps: true }), fc.array(mangling, { minLength: 1, maxLength: 4 }));
    let [read, refused, slowest] = [0, 0, 0];
    for (const [report, manglings] of fc.sample(drawn, { numRuns: Math.ceil(cases / kinds.length), seed })) {
      const bytes = mangle(write(report), manglings);
      const start = performance.now();
      const result = kind === 'zip' ? unpackArchive({ bytes }) : await readForeign({ bytes });
      slowest = Math.max(slowest, performance.now() - start);
      if (result.ok) read++;
      else refused++;
    }
    const megabytes = Math.round(process.memoryUsage().rss / 1e6);
    rows.push({ kind, read, refused, 'slowest ms': rounded(slowest), 'MB in use': megabytes });
  }
  return { title: `Mangled files, seed ${seed}`, rows, notes: [] };
}
