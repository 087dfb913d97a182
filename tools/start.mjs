/** `npm start`: from a fresh clone to a running hub. */
import { build, checkNode, inOrder, install, runHub } from './steps.mjs';

inOrder(
  checkNode,
  () => install({ dev: false }),
  build,
  () => runHub('dist/src/main.js'),
);
