/** What `npm run reconcile` runs: compares the rollups with a recount of the reports; with --repair it counts them anew when they differ. */
import 'reflect-metadata';
import { ConfigurationError, readConfig } from './config';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error';
import { openDatabase } from './open-database';
import { rebuildRollups, reconcile } from './store/rollup-store';
import { type Store, sessionOf } from './store/session';

/** Answers whether rollups are right now. */
async function reconciled(store: Store, repair: boolean): Promise<boolean> {
  const differences = await reconcile(store);
  for (const { grain, key, column, kept, recount } of differences)
    console.log(`${grain} ${key}: ${column} is ${kept ?? 'missing'}, a recount gives ${recount ?? 'no such row'}`);
  if (differences.length === 0) {
    console.log('Rollups equal a recount of the reports.');
    return true;
  }
  if (!repair) {
    console.log('Rollups are wrong where listed; run npm run reconcile -- --repair.');
    return false;
  }
  await sessionOf(store).transaction(rebuildRollups);
  console.log('Rollups were counted anew.');
  return (await reconcile(store)).length === 0;
}

async function main(): Promise<void> {
  const database = await openDatabase(readConfig(process.env), () => {});
  try {
    if (!(await reconciled(database.dataSource, process.argv.includes('--repair')))) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const ours = error instanceof ConfigurationError || error instanceof EmbeddedPostgresError;
  console.error(ours ? `✗ ${error.message}` : error);
  process.exitCode = 2;
});
