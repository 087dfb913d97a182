import type { DataSource } from 'typeorm';
import { type BenchHub, startOwnHubOn } from '../bench-hub';
import { importAll } from '../importing';
import { median, quantile, rounded } from '../measure';
import type { Results, Row } from '../part';
import { distinctSet, type SyntheticDocument } from '../synthetic-set';
import { fillYear } from './fill';

const BULK = 10_000;
const SINGLES = 200;
/** Reports that do not count: until the compiler has seen enough of the reader, in batches, and of all around it, which batches do once and singles each time. */
const WARM_UP = { inBatches: 2000, singles: 1500 };
const AT_ONCE = [1, 4] as const;

/** Imports documents one by one, so many at a time, through the mutation. */
async function singles(hub: BenchHub, documents: readonly SyntheticDocument[], atOnce: number): Promise<Row> {
  const before = await hub.cpuMs();
  const start = performance.now();
  const ms: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let document = documents[next++]; document !== undefined; document = documents[next++])
      ms.push(...(await importAll(hub, [document])));
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  const wallMs = performance.now() - start;
  return {
    way: `one at a time over HTTP, ${atOnce} at once`,
    reports: ms.length,
    'reports/s': rounded((ms.length / wallMs) * 1000),
    'p50 ms': rounded(median(ms)),
    'p99 ms': rounded(quantile(ms, 0.99)),
    'CPU ms each (hub)': rounded(((await hub.cpuMs()) - before) / ms.length),
  };
}

/** How fast a store takes reports in that is filled already: by the bulk path, and one by one as people send them. */
export async function intoFilled(store: DataSource, databaseUrl: string, seed: number): Promise<Results> {
  const [{ last = 2025, stored = 0 } = {}] = await store.query<{ last: number; stored: number }[]>(
    'SELECT max(year) AS last, count(*) AS stored FROM annual_report',
  );
  const cpu = process.cpuUsage();
  const { reports, seconds } = await fillYear(store, last + 1, BULK, seed);
  const { user, system } = process.cpuUsage(cpu);
  const rows: Row[] = [
    {
      way: 'bulk path, all indexes kept up',
      reports,
      'reports/s': rounded(reports / seconds),
      'p50 ms': 0,
      'p99 ms': 0,
      'CPU ms each (hub)': rounded((user + system) / 1000 / reports),
    },
  ];
  const hub = await startOwnHubOn(databaseUrl);
  try {
    // Other documents than those of an earlier run on the same store.
    const warm = WARM_UP.inBatches + WARM_UP.singles;
    const documents = distinctSet(warm + SINGLES * AT_ONCE.length, seed + stored);
    await importAll(hub, documents.slice(0, WARM_UP.inBatches));
    await singles(hub, documents.slice(WARM_UP.inBatches, warm), 1);
    for (const [round, atOnce] of AT_ONCE.entries()) {
      const from = warm + SINGLES * round;
      rows.push(await singles(hub, documents.slice(from, from + SINGLES), atOnce));
    }
  } finally {
    await hub.stop();
  }
  return {
    title: 'Importing into the filled store',
    rows,
    notes: ['Singles are read, checked and stored by the hub.'],
  };
}
