/** The hub that is measured by HTTP, seen from the process that measures. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { HubMessage } from './hub-process';
import { cpuMsOf } from './measure';
import { post } from './post';

export interface BenchHub {
  /** Asks with the administrator's token; throws when the answer has errors. */
  ask<Data>(query: string, variables?: object): Promise<Data>;
  /** The same, for measuring: takes the answer in, and only looks whether it is one. */
  send(body: string): Promise<void>;
  /** Uploads an archive, and answers the id of its job. */
  upload(archive: Uint8Array): Promise<string>;
  readonly url: string;
  /** Of the hub's process. */
  readonly pid: number;
  /** Processor time of the hub so far, its database not included. */
  cpuMs(): Promise<number>;
  /** What the hub's process holds in memory, in bytes. */
  memory(): Promise<number>;
  /** What it still needs of that once garbage is collected, which this does. */
  held(): Promise<number>;
  /** Ends the hub and removes its database. */
  stop(): Promise<void>;
}

/** Starts a hub on a database of its own: embedded, or on the server of the URL. Rejects when it does not come up. */
export function startBenchHub(databaseUrl: string | null, workers = 1): Promise<BenchHub> {
  const { DATABASE_URL: _, ...rest } = process.env;
  const env = { ...rest, BENCH_WORKERS: String(workers) };
  return startHubProcess(databaseUrl === null ? env : { ...env, DATABASE_URL: databaseUrl });
}

/** Starts a hub on a database that is there, and stays, and asks it as the public does. */
export const startHubOn = (databaseUrl: string): Promise<BenchHub> =>
  startHubProcess({ ...process.env, BENCH_DATABASE_URL: databaseUrl }, true);

/** The same, asked as its administrator. */
export const startOwnHubOn = (databaseUrl: string): Promise<BenchHub> =>
  startHubProcess({ ...process.env, BENCH_DATABASE_URL: databaseUrl });

const LONGEST_LOG = 20_000;

/** The end of what a process prints: the log of requests is shown only when something went wrong. */
function lastSaidBy({ stdout, stderr }: ChildProcess): () => string {
  let said = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-LONGEST_LOG);
    });
  }
  return () => said;
}

async function startHubProcess(env: NodeJS.ProcessEnv, asPublic = false): Promise<BenchHub> {
  const child = fork(join(__dirname, 'hub-process.js'), {
    env,
    execArgv: [...process.execArgv, '--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = lastSaidBy(child);
  const hear = async <Kind extends HubMessage['kind']>(kind: Kind): Promise<Extract<HubMessage, { kind: Kind }>> => {
    const gone = new AbortController();
    const lost = once(child, 'exit', { signal: gone.signal }).then(() => {
      throw new Error(`the hub that is measured ended; what it said last:\n${log()}`);
    });
    const [message] = (await Promise.race([once(child, 'message', { signal: gone.signal }), lost])) as [HubMessage];
    lost.catch(() => {});
    gone.abort();
    if (message.kind !== kind) throw new Error(`expected ${kind}, heard ${message.kind}`);
    return message as Extract<HubMessage, { kind: Kind }>;
  };
  const { url, token } = await hear('ready');
  const graphql = `${url}/graphql`;
  const authorization = { authorization: `Bearer ${token}` };
  const headers = asPublic ? {} : authorization;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return {
    ask: async <Data>(query: string, variables?: object) => {
      const answer = JSON.parse(await post(agent, graphql, JSON.stringify({ query, variables }), headers));
      if (answer.errors !== undefined) throw new Error(`${answer.errors[0].message}\n${log()}`);
      return answer.data as Data;
    },
    send: async (body) => {
      const answer = await post(agent, graphql, body, headers);
      if (!answer.startsWith('{"data":')) throw new Error(answer.slice(0, 500));
    },
    upload: async (archive) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(archive)]), 'archive.zip');
      const response = await fetch(`${url}/imports`, { method: 'POST', headers: authorization, body: form });
      const answer = (await response.json()) as { readonly job?: { readonly id: string } };
      if (answer.job === undefined) throw new Error(JSON.stringify(answer));
      return answer.job.id;
    },
    url,
    pid: child.pid ?? 0,
    cpuMs: async () => {
      const answer = hear('usage');
      child.send('usage');
      return cpuMsOf((await answer).usage);
    },
    memory: async () => {
      const answer = hear('usage');
      child.send('usage');
      return (await answer).rss;
    },
    held: async () => {
      const answer = hear('held');
      child.send('held');
      return (await answer).bytes;
    },
    stop: async () => {
      agent.destroy();
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Runs the work on a hub of its own, on each database there is to measure. */
export async function onEachDatabase<Found>(
  databaseUrl: string | null,
  work: (database: string, hub: BenchHub) => Promise<Found>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const url of databaseUrl === null ? [null] : [null, databaseUrl]) {
    const hub = await startBenchHub(url);
    try {
      found.push(await work(url === null ? 'embedded' : 'DATABASE_URL', hub));
    } finally {
      await hub.stop();
    }
  }
  return found;
}
