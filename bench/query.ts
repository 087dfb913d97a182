import { type BenchHub, onEachDatabase } from './bench-hub';
import { importAll } from './importing';
import { median, quantile, rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';
import { distinctSet } from './synthetic-set';

const STORED = 500;
const REQUESTS = 100;
const AT_ONCE = [1, 16] as const;

const FIGURE = 'line labelZh status value printed inferred span { line column start end excerpt }';

export const FULL_REPORT = `query FullReport($agencyId: ID!, $year: Int!) {
  annualReport(agencyId: $agencyId, year: $year) {
    id year scope form title agency { name region { fullName } }
    applicationStats {
      applicant received broughtForward carriedForward
      outcomes {
        disclosed partlyDisclosed total
        withheld {
          stateSecrets prohibitedByLaw securityOrStability thirdPartyInterests
          internalAffairs deliberativeProcess enforcementCaseFiles enquiryProcedure total
        }
        unavailable { notHeld creationRequired stillUnclear total }
        notProcessed { petitionOrComplaint duplicate publishedWorks vexatious confirmOrReissue total }
        closedOtherwise { clarificationLapsed feeUnpaid other total }
      }
      figures { ${FIGURE} }
    }
    reviewLitigation { track upheld corrected other pending total figures { ${FIGURE} } }
    proactiveDisclosure { feesCollected figures { ${FIGURE} } }
    narrative { ordinal heading text }
    diagnostics { code severity message span { line column } }
  }
}`;

const PAGE = `query Page {
  annualReports(first: 50, orderBy: [{ measure: RECEIVED, direction: DESC }]) {
    nodes {
      id year scope agency { name region { fullName } }
      applicationStats(applicants: [TOTAL]) { received outcomes { disclosed partlyDisclosed total } carriedForward }
      ratio(id: DISCLOSURE_RATE) { value status }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Stored {
  readonly annualReports: {
    readonly nodes: readonly { readonly year: number; readonly agency: { readonly id: string } }[];
  };
}

interface Question {
  readonly name: string;
  readonly bodies: readonly string[];
}

/** Sends every request, so many at a time; answers how long each took, in milliseconds. */
async function sendAll(hub: BenchHub, bodies: readonly string[], atOnce: number): Promise<readonly number[]> {
  const took: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const start = performance.now();
      await hub.send(body);
      took.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return took;
}

async function speedOf(
  database: string,
  hub: BenchHub,
  question: Question,
  atOnce: number,
  rounds: number,
): Promise<Row> {
  const { name, bodies } = question;
  await sendAll(hub, bodies, atOnce);
  const latencies: number[] = [];
  const rates: number[] = [];
  const before = await hub.cpuMs();
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    latencies.push(...(await sendAll(hub, bodies, atOnce)));
    rates.push((bodies.length / (performance.now() - start)) * 1000);
  }
  const cpu = (await hub.cpuMs()) - before;
  return {
    query: name,
    database,
    'at once': atOnce,
    'requests/s': rounded(median(rates)),
    'p50 ms': rounded(median(latencies)),
    'p99 ms': rounded(quantile(latencies, 0.99)),
    'CPU ms each (hub)': rounded(cpu / (bodies.length * rounds)),
  };
}

async function questionsOf(hub: BenchHub): Promise<readonly Question[]> {
  const { annualReports } = await hub.ask<Stored>('{ annualReports(first: 100) { nodes { year agency { id } } } }');
  const wanted = Array.from({ length: REQUESTS }, (_, at) => annualReports.nodes[at % annualReports.nodes.length]);
  const full = wanted.map((report) =>
    JSON.stringify({ query: FULL_REPORT, variables: { agencyId: report?.agency.id, year: report?.year } }),
  );
  return [
    { name: 'one full report', bodies: full },
    { name: 'a page of 50', bodies: Array.from({ length: REQUESTS }, () => JSON.stringify({ query: PAGE })) },
  ];
}

/** How fast questions are answered over HTTP: one report with every cell, and a page of fifty in order of a measure. */
export async function query({ rounds, seed, databaseUrl }: BenchOptions): Promise<Results> {
  const documents = distinctSet(STORED, seed);
  const rows = await onEachDatabase(databaseUrl, async (database, hub) => {
    await importAll(hub, documents);
    const found: Row[] = [];
    for (const question of await questionsOf(hub)) {
      for (const atOnce of AT_ONCE) found.push(await speedOf(database, hub, question, atOnce, rounds));
    }
    return found;
  });
  return { title: `Asking over HTTP, ${STORED} reports stored`, rows: rows.flat(), notes: [] };
}
