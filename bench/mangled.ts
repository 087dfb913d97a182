import fc from 'fast-check';
import { readForeign } from '../src/documents/read-foreign';
import { unpackArchive } from '../src/documents/unpack-archive';
import { readReportWith } from '../src/imports/read-report';
import { CONTAINERS } from '../test/support/containers';
import { FILE_KINDS, PDF_KINDS } from '../test/support/file-kinds';
import { mangle, mangling } from '../test/support/mangle';
import { printTables } from '../test/support/report-tables';
import { type SyntheticReport, syntheticReport } from '../test/support/synthetic-report';
import { cpuMsOf, rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';

/** How a file is made, and read to the end; true when it was read, false when it was refused in words. */
interface Kind {
  readonly name: string;
  /** How many cases it gets, of the sum of all. */
  readonly weight: number;
  readonly make: (report: SyntheticReport) => Buffer;
  readonly read: (bytes: Buffer) => Promise<boolean>;
}

const readReport = readReportWith({
  read: readForeign,
  unpack: () => Promise.reject(new Error('Archives are not read here.')),
  stop: () => Promise.resolve(),
});

const KINDS: readonly Kind[] = [
  ...[...FILE_KINDS, ...PDF_KINDS].map(
    ([name, write]): Kind => ({
      name,
      // A PDF takes a hundred times as long as others.
      weight: name.startsWith('pdf') ? 1 : 10,
      make: (report) => write(report, printTables(report)),
      read: async (bytes) => (await readReport({ content: { bytes } }, {})).ok,
    }),
  ),
  { name: 'zip', weight: 10, make: CONTAINERS.zip, read: async (bytes) => unpackArchive({ bytes }).ok },
];

const drawn = fc.tuple(syntheticReport({ withGaps: true }), fc.array(mangling, { minLength: 1, maxLength: 4 }));

/**
 * The property of test/mangled.property.test.ts over many more files of every kind and style: read to figures or refused, in what time and memory. An error
 * ends the bench.
 */
export async function mangled({ cases, seed }: BenchOptions): Promise<Results> {
  const rows: Row[] = [];
  const weights = KINDS.reduce((sum, { weight }) => sum + weight, 0);
  for (const [at, { name, weight, make, read }] of KINDS.entries()) {
    const numRuns = Math.ceil((cases * weight) / weights);
    let [readable, refused, slowest] = [0, 0, 0];
    for (const [report, manglings] of fc.sample(drawn, { numRuns, seed: seed * 1000 + at })) {
      const bytes = mangle(make(report), manglings);
      const start = process.cpuUsage();
      if (await read(bytes)) readable++;
      else refused++;
      slowest = Math.max(slowest, cpuMsOf(process.cpuUsage(start)));
    }
    const megabytes = Math.round(process.memoryUsage().rss / 1e6);
    rows.push({ kind: name, read: readable, refused, 'slowest CPU ms': rounded(slowest), 'MB in use': megabytes });
  }
  return { title: `Mangled files, seed ${seed}`, rows, notes: [] };
}
