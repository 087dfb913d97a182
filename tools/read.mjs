/** `npm run read -- FILE …`: what the hub reads in files, without a database. */
import { build, checkNode, inOrder, install, runNode } from './steps.mjs';

inOrder(
  checkNode,
  () => install({ dev: false }),
  build,
  () => runNode(['--enable-source-maps', 'dist/src/cli/read.js', ...process.argv.slice(2)]),
);
