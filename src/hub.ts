/** The command line: `npx hub`. */
import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { findFiles } from './cli/find-files';
import { HubError } from './cli/hub-client';
import { importFiles } from './cli/import-files';
import { isSettled, jsonDisplay, terminalDisplay } from './cli/import-report';
import { readFiles } from './cli/read';
import { asJson } from './cli/reading-json';
import { asText } from './cli/reading-text';
import { createTokenThere, listTokens, revokeTokenThere } from './cli/tokens';
import { ConfigurationError, readConfig } from './config';
import { examine, type Finding } from './doctor';
import { ROLES } from './domain/access';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error';
import { createForeignReader } from './imports/foreign-reader';
import { serve } from './main';
import { openDatabase } from './open-database';
import { prepareDataDir } from './start-hub';
import { type HubPlace, withHub } from './with-hub';
import { workHere } from './work-here';

/** Some of it is to be looked at; the command could not do what it was asked. */
const TO_LOOK_AT = 1;
const NOT_DONE = 2;

interface PlaceOptions {
  readonly url?: string;
  readonly token?: string;
}

const placeOf = ({ url, token }: PlaceOptions): HubPlace => ({ url: url ?? null, token: token ?? null });
/** npm runs in the folder of the project, whichever one the command was typed in. */
const pathOf = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** A person reads on a terminal; a program reads lines of JSON from a pipe. */
const forPerson = (): boolean => process.stdout.isTTY === true;

function year(value: string): number {
  if (!/^\d{4}$/.test(value)) throw new InvalidArgumentError('A year has four digits.');
  return Number(value);
}

function moment(value: string): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('Write it as 2027-01-31 or 2027-01-31T08:00:00Z.');
  return date;
}

const several = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

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

const atHub = (command: Command): Command =>
  command
    .addOption(new Option('--url <url>', 'a running hub, such as http://127.0.0.1:4000').env('HUB_URL'))
    .addOption(
      new Option('--token <token>', 'who asks; better set as HUB_TOKEN, which no list of processes shows').env(
        'HUB_TOKEN',
      ),
    );

program
  .command('serve')
  .description('start the hub, as npm start does; settings come from the environment')
  .action(serve);

program
  .command('worker')
  .description('work the import jobs of the store, beside a hub and other workers; ends with Ctrl-C')
  .option('--until-idle', 'end when there is nothing left to do')
  .addHelpText(
    'after',
    `
For jobs on other machines than the hub's: set the same DATABASE_URL there, and WORKERS=0 at a hub that
shall work none itself. As many as are wished may run. Nothing is lost when one is ended, or dies.`,
  )
  .action(async ({ untilIdle }: { readonly untilIdle?: boolean }) => {
    await workHere({ untilIdle: untilIdle ?? false }, (line) =>
      print(forPerson() ? line : JSON.stringify({ worker: line })),
    );
  });

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
Broken off? Run the same command again: what was imported is answered, not imported twice.
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
  const foreign = createForeignReader();
  try {
    await withHub(placeOf(options), (hub) =>
      importFiles(hub, foreign, files, ask, (file) => {
        if (!isSettled(file)) process.exitCode = TO_LOOK_AT;
        display.done(file);
      }),
    );
  } finally {
    await foreign.stop();
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
  .option('--expires <date>', 'when it ends', moment)
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

program
  .command('migrate')
  .description('bring the tables of the store to this version; serve does it too')
  .action(async () => {
    const config = readConfig(process.env);
    prepareDataDir(config);
    const said: string[] = [];
    const database = await openDatabase(config, (line) => said.push(line));
    await database.close();
    const applied =
      said.find((line) => line.startsWith('Applied')) ?? 'Nothing to apply: the tables are of this version.';
    print(forPerson() ? applied : JSON.stringify({ migrate: applied }));
  });

program
  .command('doctor')
  .description('say what is wrong with this set-up, and how to mend it')
  .action(async () => {
    for (const finding of await examine(process.env)) {
      print(forPerson() ? shownFinding(finding) : JSON.stringify(finding));
      if (finding.state === 'wrong') process.exitCode = TO_LOOK_AT;
    }
  });

function shownFinding({ about, state, found, mend }: Finding): string {
  const mark = { ok: '✓', warning: '!', wrong: '✗' }[state];
  return `${mark} ${about.padEnd(12)} ${found}${mend === null ? '' : `\n               ${mend}`}`;
}

/** What was typed or set wrongly is one sentence; anything else is a bug, and its stack helps. */
function explain(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : NOT_DONE;
    return;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const ours = [HubError, ConfigurationError, EmbeddedPostgresError].some((kind) => error instanceof kind);
  console.error(ours || code !== undefined ? `✗ ${message}` : error);
  process.exitCode = NOT_DONE;
}

program.parseAsync(process.argv).catch(explain);
