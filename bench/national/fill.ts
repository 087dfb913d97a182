import { createHash } from 'node:crypto';
import { READER_VERSION } from '../../src/domain/reader-version';
import { type FirstReport, fileFirstReports } from '../../src/store/bulk-store';
import { foldRollups } from '../../src/store/rollup-store';
import { type Session, type Store, sessionOf } from '../../src/store/session';
import { nationalAgencies } from './agencies';
import { drawOf } from './draw';
import { NATIONAL_YEARS, type NationalReport, nationalReport } from './national-report';

export interface Filled {
  readonly reports: number;
  readonly agencies: number;
  readonly seconds: number;
}

const TOGETHER = 250;
const LANES = 2;
/** Share of agencies that published no report on a year, and of reports that wait for review. */
const GAP = 0.02;
const IN_REVIEW = 0.015;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function toFile({ draft, text }: NationalReport, inReview: boolean): FirstReport {
  const sha = sha256(text);
  return {
    draft,
    diagnostics: [],
    state: inReview ? 'IN_REVIEW' : 'PUBLISHED',
    source: { sha256: sha, textSha256: sha, mediaType: 'text/plain', bytes: Buffer.byteLength(text), text },
    sourceUrl: null,
    readerVersion: READER_VERSION,
  };
}

/** Batches of reports year by year, as they come in. */
function* batches(count: number, seed: number): Generator<readonly FirstReport[]> {
  const agencies = nationalAgencies(Math.ceil(count / NATIONAL_YEARS.length / (1 - GAP)));
  let batch: FirstReport[] = [];
  let left = count;
  for (const year of NATIONAL_YEARS) {
    for (const [number, agency] of agencies.entries()) {
      const draw = drawOf(seed ^ year, number);
      if (left === 0 || draw.share() < GAP) continue;
      batch.push(toFile(nationalReport(agency, number, year, seed), draw.share() < IN_REVIEW));
      left -= 1;
      if (batch.length < TOGETHER) continue;
      yield batch;
      batch = [];
    }
    // Reports of one batch are of different agencies.
    if (batch.length > 0) yield batch;
    batch = [];
  }
}

/** Files batches, several at once; answers how many reports that were. */
async function fileAll(
  session: Session,
  all: Iterable<readonly FirstReport[]>,
  hear: (filed: number) => void,
): Promise<number> {
  let filed = 0;
  const underWay = new Set<Promise<void>>();
  for (const batch of all) {
    while (underWay.size >= LANES) await Promise.race(underWay);
    const filing = fileFirstReports(session, batch).finally(() => underWay.delete(filing));
    underWay.add(filing);
    filed += batch.length;
    hear(filed);
  }
  await Promise.all(underWay);
  return filed;
}

/** Files so many reports of a year that the store does not have yet, with all indexes kept up. */
export async function fillYear(store: Store, year: number, count: number, seed: number): Promise<Filled> {
  const session = sessionOf(store);
  const agencies = nationalAgencies(count);
  const all = Array.from({ length: Math.ceil(count / TOGETHER) }, (_, place) =>
    agencies
      .slice(place * TOGETHER, (place + 1) * TOGETHER)
      .map((agency, at) => toFile(nationalReport(agency, place * TOGETHER + at, year, seed), false)),
  );
  const made = performance.now();
  const reports = await fileAll(session, all, () => {});
  await session.transaction(foldRollups);
  return { reports, agencies: agencies.length, seconds: secondsSince(made) };
}

/** The index of the narratives is made anew when they are there: kept up row by row it would take most of the time. */
async function withoutGrams(store: Store, work: () => Promise<void>): Promise<void> {
  await store.query('DROP INDEX narrative_section_grams');
  await work();
  await store.query("SET maintenance_work_mem TO '1GB'");
  await store.query('CREATE INDEX narrative_section_grams ON narrative_section USING gin (grams)');
}

/** Fills an empty store with so many reports through its bulk path. */
export async function fill(store: Store, count: number, seed: number, say: (line: string) => void): Promise<Filled> {
  const start = performance.now();
  let reports = 0;
  const session: Session = sessionOf(store);
  await withoutGrams(store, async () => {
    reports = await fileAll(session, batches(count, seed), (filed) => {
      if (filed % 20_000 < TOGETHER) say(`${filed} reports filed in ${secondsSince(start)} s`);
    });
    await session.transaction(foldRollups);
  });
  await store.query('VACUUM ANALYZE');
  const [{ agencies = 0 } = {}] = await store.query<{ agencies: number }[]>('SELECT count(*) AS agencies FROM agency');
  return { reports, agencies, seconds: secondsSince(start) };
}

const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10;
