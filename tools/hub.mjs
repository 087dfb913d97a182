#!/usr/bin/env node
/** `npx hub …` and `npm run hub -- …`: the command line of the hub, from a fresh clone too. */
import { build, checkNode, inOrder, install, runHub } from './steps.mjs';

// What is printed is for the next program in a pipe: what the launcher says does not belong there.
console.log = console.error;

inOrder(
  checkNode,
  () => install({ dev: false }),
  build,
  () => runHub('dist/src/hub.js', ...process.argv.slice(2)),
);
