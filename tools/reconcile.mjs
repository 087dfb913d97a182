/** `npm run reconcile [-- --repair]`: whether the rollups of the database equal a recount. Of an embedded database when the hub is not running, of DATABASE_URL at any time. */
import { build, checkNode, inOrder, install, runNode } from './steps.mjs';

inOrder(
  checkNode,
  () => install({ dev: false }),
  build,
  () => runNode(['--enable-source-maps', 'dist/src/reconcile.js', ...process.argv.slice(2)]),
);
