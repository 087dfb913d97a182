/** What `npm start` runs: starts the hub, says where it is, and ends it on Ctrl-C, SIGTERM or when the launcher is gone. */
import 'reflect-metadata';
import { isAbsolute, relative, sep } from 'node:path';
import { ConfigurationError, readConfig } from './config';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error';
import { writeJsonLine } from './request-log';
import { type Hub, startHub } from './start-hub';

/** Ctrl-C reaches the hub more than once: from the terminal, from npm and from the launcher. A second wish is one that comes later. */
const ONE_WISH_MS = 500;

/** What is said at the start and at the end; a line of text, or of JSON for a program that reads every line. */
function speaker(json: boolean): (line: string) => void {
  return (line) =>
    json ? writeJsonLine(process.stdout, 'info', 'start', { message: line }) : console.log(`▸ ${line}`);
}

/** Ends the hub at the first wish, the process at the second. */
function onWishToEnd(end: () => void): void {
  let first: number | null = null;
  const wish = (): void => {
    if (first === null) {
      first = Date.now();
      end();
    } else if (Date.now() - first > ONE_WISH_MS) {
      console.error('✗ Ended at once, without waiting for what was under way.');
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, wish);
  process.once('disconnect', wish);
}

async function main(explain: (error: unknown) => never): Promise<void> {
  // A log that nobody takes any more, its pipe being closed, is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const config = readConfig(process.env);
  const json = config.logFormat === 'json';
  const say = speaker(json);
  const starting = startHub(config, say);
  onWishToEnd(async () => {
    say('Ending: finishing the requests under way, then closing the database …');
    await starting.then(
      (hub) => hub.stop(),
      () => {},
    );
    say('Ended.');
    process.exit(process.exitCode ?? 0);
  });
  const hub = await starting;
  hub.databaseLost.then(() =>
    explain(new EmbeddedPostgresError('The embedded PostgreSQL has ended by itself; its log says why.')),
  );
  if (json) writeJsonLine(process.stdout, 'info', 'ready', { url: hub.url, tokenFile: hub.admin.file });
  else console.log(welcome(hub));
}

function welcome({ url, admin }: Hub): string {
  const endpoint = `${url}/graphql`;
  const kept =
    admin.file === null
      ? 'the one in ADMIN_TOKEN'
      : `${admin.token}\n                         (kept in ${shownPath(admin.file)})`;
  return `
  The hub is ready.

  GraphQL endpoint       ${endpoint}
  Explorer               ${url}/
  Administrator's token  ${kept}

  Try it:
    curl ${endpoint} -H 'content-type: application/json' \\
      -d '{"query":"{ annualReports { nodes { year agency { name } } } }"}'

  Ctrl-C ends the hub; nothing is lost.
`;
}

/** As its reader would type it: from the directory where the hub was started, when it is below. npm runs in the folder of the project, wherever it was called. */
function shownPath(file: string): string {
  const path = relative(process.env.INIT_CWD ?? process.cwd(), file);
  return path.split(sep)[0] === '..' || isAbsolute(path) ? file : path;
}

/** What was set up wrongly is one sentence; anything else is a bug, and its stack helps. */
function said(error: unknown): unknown {
  const ours = error instanceof ConfigurationError || error instanceof EmbeddedPostgresError;
  return ours ? `✗ ${error.message}` : error;
}

/** @param failed - with what the process ends when the hub cannot be started, or not go on */
export function serve(failed = 1): void {
  const explain = (error: unknown): never => {
    console.error(said(error));
    process.exit(failed);
  };
  main(explain).catch(explain);
}

if (require.main === module) serve();
