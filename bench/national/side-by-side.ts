/** The hub beside PostGraphile and a server that only hands rows on: the same reports, the same questions, in one run. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { PROJECT_ROOT } from '../../src/project-root';
import { startHubOn } from '../bench-hub';
import { median, quantile, rounded } from '../measure';
import type { Results, Row } from '../part';
import { post } from '../post';
import { layOutForPeers, RAW_STATEMENTS } from './peer-schema';
import { type Asking, type SharedQuestion, sharedQuestions } from './shared-questions';

const SERVERS = ['hub', 'postgraphile', 'raw'] as const;
type ServerName = (typeof SERVERS)[number];

interface Server {
  readonly url: string;
  memory(): Promise<number>;
  stop(): Promise<void>;
}

const AT_ONCE = [1, 16] as const;
const ROUND_MS = 2_000;
/** Of what takes longer than a round; of what takes minutes there is one. */
const FEW_ROUNDS = 3;
/** So many answers, or as many as there are time for, before anything is timed: until then a server is busy with compiling what it runs, and gets faster. */
const WARM = { answers: 30_000, ms: 10_000 };
/** A server that gives no more answers in a round is not kept busy by compiling. */
const FEW = 5;
const OLDEST_NODE = 22;

/** Installs what the hub is measured beside, away from the hub, unless it is there. */
function installPeers(say: (line: string) => void): string {
  const directory = join(PROJECT_ROOT, 'dist', 'peers');
  cpSync(join(PROJECT_ROOT, 'bench', 'national', 'peers'), directory, { recursive: true });
  if (existsSync(join(directory, 'node_modules', 'postgraphile'))) return directory;
  say('Installing PostGraphile, for this bench alone …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: directory, stdio: 'inherit' });
  if (status !== 0) throw new Error('PostGraphile could not be installed');
  return directory;
}

/** PostGraphile needs a newer Node than the hub, and answers with errors in an older one. @throws Error saying so */
function peerNode(): string {
  const said = process.env.BENCH_PEER_NODE;
  if (said !== undefined) return said;
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
  throw new Error(
    `PostGraphile needs Node ${OLDEST_NODE}: say the path of one in BENCH_PEER_NODE, or run the bench in it`,
  );
}

/** @throws Error when the process ends instead of saying where it listens */
async function startPeer(script: string, databaseUrl: string): Promise<Server> {
  const env = {
    ...process.env,
    GRAPHILE_ENV: 'production',
    PEER_DATABASE_URL: databaseUrl,
    PEER_STATEMENTS: JSON.stringify(RAW_STATEMENTS),
  };
  const execPath = peerNode();
  const child: ChildProcess = fork(script, { env, execPath, execArgv: ['--max-semi-space-size=64'] });
  const ended = once(child, 'exit');
  const hear = async (): Promise<{ readonly url?: string; readonly rss?: number }> =>
    Promise.race([
      once(child, 'message').then(([message]) => message),
      ended.then(() => {
        throw new Error(`${script} ended`);
      }),
    ]);
  const { url = '' } = await hear();
  return {
    url,
    memory: async () => {
      const answer = hear();
      child.send('memory');
      return (await answer).rss ?? 0;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

async function send(agent: Agent, url: string, { bodies }: Asking): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const body of bodies) {
    const answer = await post(agent, url, body);
    if (!answer.startsWith('{"data":')) throw new Error(answer.slice(0, 500));
    answers.push(answer);
  }
  return answers;
}

interface Round {
  readonly perSecond: number;
  readonly ms: readonly number[];
}

async function round(agent: Agent, url: string, askings: readonly Asking[], atOnce: number): Promise<Round> {
  const ms: number[] = [];
  const start = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    do {
      const asking = askings[next++ % askings.length];
      if (asking === undefined) throw new Error('nothing is asked');
      const begun = performance.now();
      await send(agent, url, asking);
      ms.push(performance.now() - begun);
    } while (performance.now() - start < ROUND_MS);
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return { perSecond: (ms.length / (performance.now() - start)) * 1000, ms };
}

interface Contest {
  readonly agent: Agent;
  readonly servers: Readonly<Record<ServerName, Server>>;
  readonly agencies: readonly number[];
  readonly rounds: number;
}

/** @throws Error when two servers do not say the same */
async function compareAnswers({ agent, servers, agencies }: Contest, question: SharedQuestion): Promise<void> {
  for (const agency of agencies.slice(0, 3)) {
    const said = new Map<ServerName, unknown>();
    for (const name of SERVERS) {
      const asking = question[name](agency);
      const answers = await send(agent, servers[name].url, asking);
      said.set(name, asking.read(answers.map((answer) => JSON.parse(answer))));
    }
    for (const name of SERVERS) {
      if (isDeepStrictEqual(said.get(name), said.get('raw'))) continue;
      const [one, other] = [name, 'raw' as const].map((each) => JSON.stringify(said.get(each))?.slice(0, 2000));
      throw new Error(`${question.name}, agency ${agency}: ${name} says ${one}, raw ${other}`);
    }
  }
}

/** What takes long is asked no more than that. */
async function warmUp({ agent, servers, agencies }: Contest, question: SharedQuestion): Promise<void> {
  for (const name of SERVERS) {
    const askings = agencies.map((agency) => question[name](agency));
    const start = performance.now();
    let { length: answers } = (await round(agent, servers[name].url, askings, 1)).ms;
    if (answers < FEW) continue;
    while (answers < WARM.answers && performance.now() - start < WARM.ms)
      answers += (await round(agent, servers[name].url, askings, Math.max(...AT_ONCE))).ms.length;
  }
}

async function contest(parts: Contest, question: SharedQuestion, atOnce: number): Promise<readonly Row[]> {
  const { agent, servers, agencies, rounds } = parts;
  const askings = (name: ServerName): readonly Asking[] => agencies.map((agency) => question[name](agency));
  const took: Readonly<Record<ServerName, Round[]>> = { hub: [], postgraphile: [], raw: [] };
  for (let at = 0; at < rounds; at += 1) {
    for (const name of SERVERS) {
      // Sixteen at once of what takes seconds take minutes, and differ little.
      const longest = at < FEW_ROUNDS ? ROUND_MS * Math.max(...AT_ONCE) : ROUND_MS;
      if (at > 0 && median(took[name].flatMap(({ ms }) => ms)) > longest) continue;
      took[name].push(await round(agent, servers[name].url, askings(name), atOnce));
    }
  }
  const rate = (name: ServerName): number => median(took[name].map(({ perSecond }) => perSecond));
  return Promise.all(
    SERVERS.map(async (name) => {
      const ms = took[name].flatMap((one) => one.ms);
      return {
        question: question.name,
        server: name,
        'at once': atOnce,
        'answers/s': rounded(rate(name)),
        '÷ postgraphile': rounded(rate(name) / rate('postgraphile')),
        'p50 ms': rounded(median(ms)),
        'p99 ms': rounded(quantile(ms, 0.99)),
        MB: Math.round((await servers[name].memory()) / 1e6),
      };
    }),
  );
}

/** @param year - that is stored whole. @param agencies - with a report of that year */
export async function sideBySide(
  store: DataSource,
  databaseUrl: string,
  { year, agencies, rounds }: { readonly year: number; readonly agencies: readonly string[]; readonly rounds: number },
  say: (line: string) => void,
): Promise<Results> {
  peerNode();
  const directory = installPeers(say);
  const started: Server[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const keep = async <Kind extends Server>(starting: Promise<Kind>): Promise<Kind> => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const rows: Row[] = [];
  try {
    // Before the peers' tables are made: on its first start it imports its samples.
    const hub = await keep(startHubOn(databaseUrl));
    await layOutForPeers(store, say);
    const years = await store.query<{ year: number }[]>(
      'SELECT DISTINCT year FROM annual_report WHERE is_public ORDER BY 1',
    );
    const questions = sharedQuestions(
      year,
      years.map((row) => row.year),
    );
    const servers = {
      hub: { ...hub, url: `${hub.url}/graphql` },
      postgraphile: await keep(startPeer(join(directory, 'postgraphile.mjs'), databaseUrl)),
      raw: await keep(startPeer(join(directory, 'raw.mjs'), databaseUrl)),
    };
    const parts = { agent, servers, agencies: agencies.map(Number), rounds };
    for (const question of questions) {
      await compareAnswers(parts, question);
      await warmUp(parts, question);
      for (const atOnce of AT_ONCE) {
        const found = await contest(parts, question, atOnce);
        for (const row of found) say(JSON.stringify(row));
        rows.push(...found);
      }
    }
  } finally {
    agent.destroy();
    await Promise.all(started.map((server) => server.stop()));
  }
  return {
    title: 'The hub beside PostGraphile 5 and a server of rows: the same reports, answers compared, alternating rounds',
    rows,
    notes: [
      'The hub has all questions answered from its own tables; the others from tables made for them in the same database.',
    ],
  };
}
