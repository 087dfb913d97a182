import { type BenchHub, onEachDatabase } from './bench-hub';
import { median, rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';
import { distinctSet, type SyntheticDocument } from './synthetic-set';

const BATCH = 100;
/** Batches of one round. */
const BATCHES = 3;
/** Rounds that do not count: it takes the compiler some two thousand reports until each costs half of what the first did. */
const WARM_UP = 8;

const IMPORT = `mutation Import($input: ImportReportsInput!) {
  importReports(input: $input) {
    counts { created revised inReview }
    items(status: [DUPLICATE, QUARANTINED, FAILED], first: 1) { nodes { clientRef status failure } }
  }
}`;

interface Imported {
  readonly importReports: {
    readonly counts: { readonly created: number; readonly revised: number; readonly inReview: number };
    readonly items: { readonly nodes: readonly object[] };
  };
}

/** Imports documents in batches, one after the other; answers how long each batch took, in milliseconds. */
export async function importAll(hub: BenchHub, documents: readonly SyntheticDocument[]): Promise<readonly number[]> {
  const took: number[] = [];
  for (let at = 0; at < documents.length; at += BATCH) {
    const batch = documents.slice(at, at + BATCH);
    const items = batch.map(({ text, layout }, place) => ({
      clientRef: String(at + place),
      text,
      mediaType: layout === 'html' ? 'text/html' : 'text/plain',
    }));
    const start = performance.now();
    const { importReports } = await hub.ask<Imported>(IMPORT, { input: { items } });
    took.push(performance.now() - start);
    const { created, revised, inReview } = importReports.counts;
    if (created + revised + inReview !== batch.length) throw new Error(`not stored: ${JSON.stringify(importReports)}`);
  }
  return took;
}

async function speedOf(database: string, hub: BenchHub, sets: readonly (readonly SyntheticDocument[])[]): Promise<Row> {
  const measured = sets.slice(WARM_UP);
  const cold = await importAll(hub, sets.slice(0, WARM_UP).flat());
  const wall: number[] = [];
  const cpu: number[] = [];
  const batches: number[] = [];
  for (const documents of measured) {
    const before = await hub.cpuMs();
    const took = await importAll(hub, documents);
    cpu.push(((await hub.cpuMs()) - before) / documents.length);
    wall.push(took.reduce((sum, ms) => sum + ms, 0) / documents.length);
    batches.push(...took);
  }
  return {
    database,
    imported: measured.flat().length,
    'ms each': rounded(median(wall)),
    'CPU ms each (hub)': rounded(median(cpu)),
    'reports/s': Math.round(1000 / median(wall)),
    'ms a batch of 100': Math.round(median(batches)),
    'the first': Math.round(cold[0] ?? 0),
  };
}

/** How fast new reports are imported through the mutation, in batches of a hundred, each of an agency of its own. */
export async function importing({ rounds, seed, databaseUrl }: BenchOptions): Promise<Results> {
  const size = BATCH * BATCHES;
  const set = distinctSet(size * (WARM_UP + rounds), seed);
  const sets = Array.from({ length: WARM_UP + rounds }, (_, round) => set.slice(round * size, (round + 1) * size));
  const rows = await onEachDatabase(databaseUrl, (database, hub) => speedOf(database, hub, sets));
  return { title: 'Importing by importReports over HTTP', rows, notes: [] };
}
