/** `npm run bench [-- part … --json]`: compiles the sources as `npm start` does, and measures what came out. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, inOrder, install, ROOT, runNode } from '../tools/steps.mjs';

/** The flags of tools/start.mjs: what is measured is what runs. */
const FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

function measure() {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'bench/tsconfig.json'], { cwd: ROOT, stdio: 'inherit' });
  if (status === 0)
    runNode([...FLAGS, 'dist/bench/bench/run.js', ...process.argv.slice(2)], { NODE_ENV: 'production' });
  else process.exitCode = 1;
}

inOrder(checkNode, () => install({ dev: true }), measure);
