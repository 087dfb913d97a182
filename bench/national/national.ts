import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type OpenDatabase, openDatabase } from '../../src/open-database';
import { type BenchHub, startHubOn } from '../bench-hub';
import { median, quantile, rounded } from '../measure';
import type { BenchOptions, Results, Row } from '../part';
import { fill } from './fill';
import { intoFilled } from './into-filled';
import { type NationalQuestion, nationalQuestions } from './questions';
import { sideBySide } from './side-by-side';

const AT_ONCE = [1, 16] as const;
/** A question counts as warm after so many answers, or so long: until then the hub is busy with compiling what it runs. */
const WARM = { answers: 500, ms: 6000 };
/** Requests of one round, and how long a round may take before it is cut short. */
const REQUESTS = 48;
const ROUND_MS = 4000;

const say = (line: string): void => console.error(line);

interface Took {
  readonly ms: readonly number[];
  readonly wallMs: number;
  readonly refused: number;
}

/** Sends a round, so many at a time. A question that is refused for its cost counts as answered, and as refused. */
async function round(send: BenchHub['send'], { bodies }: NationalQuestion, atOnce: number): Promise<Took> {
  const ms: number[] = [];
  let refused = 0;
  let next = 0;
  const start = performance.now();
  const client = async (): Promise<void> => {
    while (next < REQUESTS && performance.now() - start < ROUND_MS) {
      const body = bodies[next++ % bodies.length] ?? '';
      const begun = performance.now();
      await send(body).catch((error: Error) => {
        if (!error.message.includes('was given up')) throw error;
        refused += 1;
      });
      ms.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return { ms, wallMs: performance.now() - start, refused };
}

async function warmUp(hub: BenchHub, question: NationalQuestion): Promise<void> {
  const start = performance.now();
  for (let answers = 0; answers < WARM.answers && performance.now() - start < WARM.ms; )
    answers += (await round(hub.send, question, 1)).ms.length;
}

async function speedOf(hub: BenchHub, question: NationalQuestion, atOnce: number, rounds: number): Promise<Row> {
  const cpu = await hub.cpuMs();
  const took: Took[] = [];
  for (let at = 0; at < rounds; at += 1) took.push(await round(hub.send, question, atOnce));
  const ms = took.flatMap((one) => one.ms);
  return {
    question: question.name,
    'at once': atOnce,
    'requests/s': rounded(median(took.map((one) => (one.ms.length / one.wallMs) * 1000))),
    'best ms': rounded(Math.min(...ms)),
    'p50 ms': rounded(median(ms)),
    'p99 ms': rounded(quantile(ms, 0.99)),
    'CPU ms each (hub)': rounded(((await hub.cpuMs()) - cpu) / ms.length),
    'hub MB': Math.round((await hub.memory()) / 1e6),
    refused: took.reduce((sum, one) => sum + one.refused, 0),
  };
}

interface Stored {
  readonly year: number;
  readonly agencies: readonly string[];
}

/** The latest year of which nearly every agency has a report, and some of its agencies. */
async function stored(store: DataSource): Promise<Stored> {
  const [last] = await store.query<{ year: number }[]>(
    'SELECT year FROM annual_report WHERE is_public GROUP BY year' +
      ' HAVING count(*) > 0.9 * (SELECT count(*) FROM agency) ORDER BY year DESC LIMIT 1',
  );
  const year = last?.year ?? 2019;
  const rows = await store.query<{ id: number }[]>(
    'SELECT agency_id AS id FROM annual_report WHERE is_public AND year = $1 ORDER BY md5(agency_id::text) LIMIT 200',
    [year],
  );
  return { year, agencies: rows.map(({ id }) => String(id)) };
}

const urlOf = ({ options }: DataSource): string => {
  const { host = '', url } = options as { readonly host?: string; readonly url?: string };
  return url ?? `postgres://postgres@localhost/postgres?host=${encodeURIComponent(host)}`;
};

async function measured(database: OpenDatabase, { year, agencies }: Stored, rounds: number): Promise<readonly Row[]> {
  const hub = await startHubOn(urlOf(database.dataSource));
  const rows: Row[] = [];
  try {
    for (const question of nationalQuestions(agencies, year)) {
      await warmUp(hub, question);
      for (const atOnce of AT_ONCE) {
        rows.push(await speedOf(hub, question, atOnce, rounds));
        say(JSON.stringify(rows.at(-1)));
      }
    }
  } finally {
    await hub.stop();
  }
  return rows;
}

/** Fills a store with reports of the whole country, and asks every class of question over HTTP. */
export async function national({ rounds, seed, reports, keep }: BenchOptions): Promise<readonly Results[]> {
  const dataDir = keep ?? mkdtempSync(join(tmpdir(), 'ogi-national-'));
  if (!existsSync(dataDir)) throw new Error(`there is no directory ${dataDir}`);
  // The account that PostgreSQL runs under when the bench is run by root has to get in.
  chmodSync(dataDir, 0o755);
  const database = await openDatabase({ databaseUrl: null, dataDir }, say);
  try {
    const [{ kept = 0 } = {}] = await database.dataSource.query<{ kept: number }[]>(
      'SELECT count(*) AS kept FROM annual_report',
    );
    const notes = [`${kept} reports were there already`];
    if (kept === 0) {
      const filled = await fill(database.dataSource, reports, seed, say);
      notes[0] = `${filled.reports} reports of ${filled.agencies} agencies filed in ${filled.seconds} s: ${Math.round(filled.reports / filled.seconds)} a second, the index of the narratives included`;
    }
    const there = await stored(database.dataSource);
    const beside = await sideBySide(database.dataSource, urlOf(database.dataSource), { ...there, rounds }, say);
    const rows = await measured(database, there, rounds);
    const imports = await intoFilled(database.dataSource, urlOf(database.dataSource), seed);
    return [beside, { title: 'Questions at national scale, over HTTP', rows, notes }, imports];
  } finally {
    await database.close();
    if (keep === null) rmSync(dataDir, { recursive: true, force: true });
  }
}
