/** `npm run bench [-- part … --json]`: compiles the sources as `npm start` does, and measures what came out. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, inOrder, install, ROOT, runHub } from '../tools/steps.mjs';

function measure() {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'bench/tsconfig.json'], { cwd: ROOT, stdio: 'inherit' });
  // As npm start does: what is measured is what runs.
  if (status === 0) runHub('dist/bench/bench/run.js', ...process.argv.slice(2));
  else process.exitCode = 1;
}

inOrder(checkNode, () => install({ dev: true }), measure);
