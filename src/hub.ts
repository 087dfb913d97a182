/** The command line: `npx hub`. */
import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, CommanderError, Option } from 'commander';
import { findFiles } from './cli/find-files';
import { HubError } from './cli/hub-client';
import { areMany, type ImportedFile, importFiles } from './cli/import-files';
import { isSettled, jsonDisplay, terminalDisplay } from './cli/import-report';
import { progressBar } from './cli/progress';
import { readFiles } from './cli/read';
import { asJson } from './cli/reading-json';
import { asText } from './cli/reading-text';
import { rereadLines, rereadSummary, rereadThere } from './cli/reread';
import { createTokenThere, listTokens, revokeTokenThere } from './cli/tokens';
import { uploadFiles } from './cli/upload-files';
import {
  atHub,
  forPerson,
  moment,
  NOT_DONE,
  type PlaceOptions,
  pathOf,
  placeOf,
  print,
  several,
  TO_LOOK_AT,
  year,
} from './command-line';
import { ConfigurationError } from './config';
import { ROLES } from './domain/access';
import { DatabaseInUseError, EmbeddedPostgresError } from './embedded/embedded-postgres-error';
import { serve } from './main';
import { addStoreCommands } from './store-commands';
import { withHub } from './with-hub';

const program = new Command('hub')
  .description('Reads, keeps and answers questions about annual reports on the disclosure of government information.')
  .showHelpAfterError('(hub --help explains)')
  .configureOutput({ outputError: (text, write) => write(`✗ ${text.replace(/^error: /, '')}`) })
  .exitOverride()
  .addHelpText(
    'after',
    `
Where commands work: at a running hub with --url and --token (or HUB_URL and HUB_TOKEN), and without
them on the store of DATABASE_URL or DATA_DIR itself. An embedded store is open to one program at a
time: while a hub runs on it, use --url.

What is printed: text on a terminal, a JSON object a line in a pipe.
Status: 0 all is well, 1 something is to be looked at, 2 it could not be done.

A first day:
  $ hub doctor                       is everything there?
  $ hub serve                        starts the hub; ends with Ctrl-C
  $ hub read report.docx             what would be read, without storing anything
  $ hub import --dry-run reports/    what would become of a folder of reports
  $ hub import reports/              imports it; run it again if it was broken off`,
  );

program
  .command('serve')
  .description('start the hub, as npm start does; settings come from the environment')
  .action(() => serve(NOT_DONE));

atHub(program.command('import'))
  .description('import files, folders with all below them, and ZIP archives')
  .argument('<path...>', 'files, folders, archives')
  .option('--dry-run', 'say what would become of each; store nothing')
  .option('--year <year>', 'of all these reports, where they do not say it', year)
  .option('--agency <name>', 'of all these reports, where they do not say it')
  .option('--region <code>', 'of all these reports, six digits, where they do not say it')
  .option('--note <text>', 'kept with the import')
  .addHelpText(
    'after',
    `
Many files, large ones and archives are sent as they are, and become jobs of the hub, which go on when this command ends.
Broken off? Run the same command again: what was sent is not sent again, what was imported is answered, not imported twice.
Status 1 means that some reports are kept for review or aside, or failed; they are listed at the end.

  $ hub import 2024/ more.zip --url https://hub.example.gov.cn`,
  )
  .action(importPaths);

interface ImportOptions extends PlaceOptions {
  readonly dryRun?: boolean;
  readonly year?: number;
  readonly agency?: string;
  readonly region?: string;
  readonly note?: string;
}

async function importPaths(paths: readonly string[], options: ImportOptions): Promise<void> {
  const files = await findFiles(paths.map(pathOf));
  if (files.length === 0) throw new HubError('There are no files in what is named.');
  const display = forPerson()
    ? terminalDisplay(process.stdout, files.length, () => performance.now())
    : jsonDisplay(process.stdout);
  const said = { year: options.year ?? null, agencyName: options.agency ?? null, regionCode: options.region ?? null };
  const ask = { mode: options.dryRun ? 'VALIDATE_ONLY' : 'COMMIT', said, note: options.note ?? null } as const;
  const done = (file: ImportedFile): void => {
    if (!isSettled(file)) process.exitCode = TO_LOOK_AT;
    display.done(file);
  };
  const many = areMany(files);
  try {
    await withHub({ ...placeOf(options), works: many }, (hub) =>
      many ? uploadFiles(hub, files, ask, display, done) : importFiles(hub, files, ask, done),
    );
  } finally {
    display.end();
  }
}

program
  .command('read')
  .description('show what is read in files, without a database')
  .argument('<file...>')
  .option('--year <year>', 'where they do not say it', year)
  .option('--agency <name>', 'where they do not say it')
  .action(async (files: readonly string[], options: { readonly year?: number; readonly agency?: string }) => {
    const hints = {
      ...(options.year === undefined ? {} : { year: options.year }),
      ...(options.agency === undefined ? {} : { agencyName: options.agency }),
    };
    for (const reading of await readFiles({ files, hints })) {
      print(forPerson() ? asText(reading) : JSON.stringify(asJson(reading)));
      if (reading.state !== 'PUBLISHED') process.exitCode = TO_LOOK_AT;
    }
  });

atHub(program.command('export'))
  .description('write the answer to a question, all its rows, into a file')
  .argument('<file>', 'its ending says what it is: .csv, .zip, .xlsx or .metadata.json')
  .requiredOption('--query <graphql>', 'the question')
  .addHelpText(
    'after',
    `
  $ hub export reports.csv --query '{ annualReports(filter: { year: { eq: 2024 } }) { nodes { year agency { name } } } }'`,
  )
  .action(async (file: string, options: PlaceOptions & { readonly query: string }) => {
    const path = pathOf(file);
    const name = encodeURIComponent(path.split(/[\\/]/).at(-1) ?? '');
    await withHub(placeOf(options), async (hub) => {
      const content = await hub.download(`/export/${name}`, { query: options.query });
      await pipeline(Readable.from(content), createWriteStream(path));
    });
  });

const token = program.command('token').description('make, list and revoke the tokens of people and programs (ADMIN)');
atHub(token.command('create'))
  .description('make a token; it is shown this once')
  .argument('<name>', 'whose it is')
  .addOption(new Option('--role <role>', 'what its holder may do').choices(ROLES).makeOptionMandatory())
  .option('--region <code>', 'what an EDITOR or a REVIEWER is bound to; can be said again', several)
  .option('--expires <date>', 'when it ends: 2027-01-31 is its first moment, UTC; or 2027-01-31T18:00+08:00', moment)
  .action(async (name: string, options: TokenOptions) => {
    const { role, region, expires } = options;
    const asked = { name, role, regions: region ?? null, expiresAt: expires?.toISOString() ?? null };
    print(await withHub(placeOf(options), (hub) => createTokenThere(hub, asked, forPerson())));
  });
atHub(token.command('list'))
  .description('all that were ever made')
  .action(async (options: PlaceOptions) => {
    for (const line of await withHub(placeOf(options), (hub) => listTokens(hub, forPerson()))) print(line);
  });
atHub(token.command('revoke'))
  .description('end a token at once, for good')
  .argument('<id>')
  .action(async (id: string, options: PlaceOptions) => {
    print(await withHub(placeOf(options), (hub) => revokeTokenThere(hub, id, forPerson())));
  });

interface TokenOptions extends PlaceOptions {
  readonly role: (typeof ROLES)[number];
  readonly region?: readonly string[];
  readonly expires?: Date;
}

atHub(program.command('reread'))
  .description('read stored sources again, as the reader of today does, and say what is read otherwise')
  .option('--commit', 'make revisions of what is read otherwise; without it nothing changes')
  .option('--year <year>', 'of one year only', year)
  .option('--region <code>', 'within a region, six digits; can be said again', several)
  .option('--note <text>', 'why: kept with the job, and in the audit log')
  .addHelpText(
    'after',
    `
What is read as before is counted, and not listed. Corrections and decisions are kept where the numbers that
they were about are read as before. Broken off? The job goes on at the hub; without one, run the command again.
Status 1 means that something is read otherwise, or could not be read.

  $ hub reread --year 2024                       what would change
  $ hub reread --year 2024 --commit --note "reader 5"`,
  )
  .action(reread);

async function reread(options: RereadOptions): Promise<void> {
  const filter = {
    ...(options.year === undefined ? {} : { year: { eq: options.year } }),
    ...(options.region === undefined ? {} : { within: options.region }),
  };
  const ask = { filter, commit: options.commit ?? false, note: options.note ?? null };
  const bar = progressBar(process.stderr, () => performance.now());
  await withHub({ ...placeOf(options), works: true }, async (hub) => {
    let changed = 0;
    let unread = 0;
    const job = await rereadThere(hub, ask, bar.show, (each) => {
      bar.clear();
      if (each.status === 'FAILED') unread += 1;
      else changed += 1;
      for (const line of forPerson() ? rereadLines(each) : [JSON.stringify(each)]) print(line);
    });
    bar.clear();
    if (changed + unread > 0) process.exitCode = TO_LOOK_AT;
    print(
      forPerson()
        ? rereadSummary(job, changed, unread)
        : JSON.stringify({ summary: { job: job.id, total: job.total, changed, unread } }),
    );
  });
}

interface RereadOptions extends PlaceOptions {
  readonly commit?: boolean;
  readonly year?: number;
  readonly region?: readonly string[];
  readonly note?: string;
}

addStoreCommands(program);

const HUB_RUNS =
  'A hub runs on this store, and an embedded one is open to one program at a time. Send the command to that hub: ' +
  '--url http://127.0.0.1:4000 --token "$(cat data/admin-token)", or the same by HUB_URL and HUB_TOKEN. ' +
  'Commands without --url (worker, reconcile, migrate) need that hub to be stopped, or a DATABASE_URL.';

/** What was typed or set wrongly is one sentence; anything else is a bug, and its stack helps. */
function explain(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : NOT_DONE;
    return;
  }
  const ours = [HubError, ConfigurationError, EmbeddedPostgresError].some((kind) => error instanceof kind);
  const sentence =
    error instanceof DatabaseInUseError
      ? HUB_RUNS
      : ours
        ? (error as Error).message
        : ofFiles(error as NodeJS.ErrnoException);
  console.error(sentence === null ? error : `✗ ${sentence}`);
  process.exitCode = NOT_DONE;
}

/** What the system says of a file that was named; null when it is about something else. */
function ofFiles({ code, path, message }: NodeJS.ErrnoException): string | null {
  switch (code) {
    case undefined:
      return null;
    case 'ENOENT':
      return `There is no ${path}.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not open ${path}.`;
    case 'EISDIR':
      return 'A folder is named where a file is wanted; hub import takes folders.';
    default:
      return message;
  }
}

/** What serves others goes on when nobody reads what it prints. */
const SERVING = new Set(['serve', 'worker']);

// Whoever read what is printed has gone, as head does. A job that was begun goes on at the hub.
process.stdout.on('error', () => {
  if (!SERVING.has(process.argv[2] ?? '')) process.exit(NOT_DONE);
});

program.parseAsync(process.argv).catch(explain);
