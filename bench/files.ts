import fc from 'fast-check';
import { readForeign } from '../src/documents/read-foreign';
import type { ForeignReader } from '../src/imports/foreign-reader';
import { readReportWith } from '../src/imports/read-report';
import { CONTAINERS } from '../test/support/containers';
import { syntheticReport } from '../test/support/synthetic-report';
import { median, rounded, spendWaiting } from './measure';
import type { BenchOptions, Results, Row } from './part';

const REPORTS = 40;
const KINDS = ['docx', 'xlsx', 'csv', 'mhtml', 'pdf'] as const;

const unused = () => Promise.reject(new Error('only reading is measured'));
/** What the processes aside do, done here, where it can be measured. */
const HERE: ForeignReader = { read: readForeign, unpack: unused, stop: () => Promise.resolve() };

/** How fast reports are read from files: bytes to draft and findings, one after the other in one process, warm as those aside are after some files. */
export async function files({ rounds, seed }: BenchOptions): Promise<Results> {
  const read = readReportWith(HERE);
  const rows: Row[] = [];
  for (const kind of KINDS) {
    const drawn = fc.sample(syntheticReport({ withGaps: false }), { numRuns: REPORTS, seed });
    const documents = drawn.map((report) => CONTAINERS[kind](report));
    const readAll = async () => {
      for (const bytes of documents) {
        const result = await read({ content: { bytes } }, {});
        if (!result.ok) throw new Error(result.message);
      }
    };
    const first = await spendWaiting(readAll);
    const spent = [];
    for (let round = 0; round < rounds; round++) spent.push(await spendWaiting(readAll));
    const wallMs = median(spent.map((each) => each.wallMs));
    const cpuMs = median(spent.map((each) => each.cpuMs));
    rows.push({
      documents: kind,
      'KB each': rounded(documents.reduce((sum, { length }) => sum + length, 0) / REPORTS / 1000),
      'CPU ms each, cold': rounded(first.cpuMs / REPORTS),
      'CPU ms each': rounded(cpuMs / REPORTS),
      'reports/s': Math.round((REPORTS / wallMs) * 1000),
      'reports/CPU s': Math.round((REPORTS / cpuMs) * 1000),
    });
  }
  return { title: 'Reading files, one process', rows, notes: [] };
}
