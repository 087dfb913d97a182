/** `npm start`: from a fresh clone to a running hub. */
import { build, checkNode, inOrder, install, runNode } from './steps.mjs';

const FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

inOrder(
  checkNode,
  () => install({ dev: false }),
  build,
  () => runNode([...FLAGS, 'dist/src/main.js'], { NODE_ENV: process.env.NODE_ENV ?? 'production' }),
);
