import { rebuildRollups, reconcile } from './store/rollup-store';
import { type Store, sessionOf } from './store/session';

/**
 * Compares the rollups with a recount of the reports, and says every difference.
 * @param repair - counts them anew when they differ
 * @returns whether they are right now
 */
export async function reconcileStore(store: Store, repair: boolean, say: (line: string) => void): Promise<boolean> {
  const differences = await reconcile(store);
  for (const { grain, key, column, kept, recount } of differences)
    say(`${grain} ${key}: ${column} is ${kept ?? 'missing'}, a recount gives ${recount ?? 'no such row'}`);
  if (differences.length === 0) {
    say('Rollups equal a recount of the reports.');
    return true;
  }
  if (!repair) {
    say('Rollups are wrong where listed; run it again with --repair.');
    return false;
  }
  await sessionOf(store).transaction(rebuildRollups);
  say('Rollups were counted anew.');
  return (await reconcile(store)).length === 0;
}
