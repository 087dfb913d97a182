/** Commands that work on the store itself, whether a hub runs or not. */
import type { Command } from 'commander';
import { forPerson, port, print, TO_LOOK_AT } from './command-line';
import { readConfig } from './config';
import { examine, type Finding } from './doctor';
import { openDatabase } from './open-database';
import { reconcileStore } from './reconcile';
import { prepareDataDir } from './start-hub';
import type { Store } from './store/session';
import { workHere } from './work-here';

export function addStoreCommands(program: Command): void {
  program
    .command('worker')
    .description('work the import jobs of the store, beside a hub and other workers; ends with Ctrl-C')
    .option('--until-idle', 'end when there is nothing left to do')
    .option('--metrics-port <port>', 'tell Prometheus what is measured, at HOST; 0 is any free port', port)
    .addHelpText(
      'after',
      `
For jobs on other machines than the hub's: set the same DATABASE_URL there, and WORKERS=0 at a hub that
shall work none itself. As many as are wished may run. Nothing is lost when one is ended, or dies.`,
    )
    .action(async ({ untilIdle, metricsPort }: { readonly untilIdle?: boolean; readonly metricsPort?: number }) => {
      await workHere({ untilIdle: untilIdle ?? false, metricsPort: metricsPort ?? null }, (line) =>
        print(forPerson() ? line : JSON.stringify({ worker: line })),
      );
    });

  program
    .command('reconcile')
    .description('compare the sums that are kept with a recount of the reports of the store')
    .option('--repair', 'count them anew when they differ')
    .action(({ repair }: { readonly repair?: boolean }) =>
      withStore(async (store) => {
        const right = await reconcileStore(store, repair ?? false, (line) =>
          print(forPerson() ? line : JSON.stringify({ reconcile: line })),
        );
        if (!right) process.exitCode = TO_LOOK_AT;
      }),
    );

  program
    .command('migrate')
    .description('bring the tables of the store to this version; serve does it too')
    .action(() =>
      withStore(async (_store, said) => {
        const applied =
          said.find((line) => line.startsWith('Applied')) ?? 'Nothing to apply: the tables are of this version.';
        print(forPerson() ? applied : JSON.stringify({ migrate: applied }));
      }),
    );

  program
    .command('doctor')
    .description('say what is wrong with this set-up, and how to mend it')
    .action(async () => {
      for (const finding of await examine(process.env)) {
        print(forPerson() ? shownFinding(finding) : JSON.stringify(finding));
        if (finding.state === 'wrong') process.exitCode = TO_LOOK_AT;
      }
    });
}

/** Opens the store of the environment, brought to this version, for a while. */
async function withStore<Result>(work: (store: Store, said: readonly string[]) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env);
  prepareDataDir(config);
  const said: string[] = [];
  const database = await openDatabase(config, (line) => said.push(line));
  try {
    return await work(database.dataSource, said);
  } finally {
    await database.close();
  }
}

function shownFinding({ about, state, found, mend }: Finding): string {
  const mark = { ok: '✓', warning: '!', wrong: '✗' }[state];
  return `${mark} ${about.padEnd(12)} ${found}${mend === null ? '' : `\n               ${mend}`}`;
}
