/** `npm run check`: everything that was agreed, checked by machine. CI runs it and nothing else. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { build, checkNode, inOrder, install, ROOT, say } from './steps.mjs';

/** Name, and what to run with Node. */
const CHECKS = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  [
    'import directions',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'ormconfig.ts',
    ],
  ],
  ['generated files', ['dist/tools/generate.js', '--check']],
];
const TESTS = ['tests', ['--no-warnings', 'node_modules/jest/bin/jest.js', '--ci']];

function runChecks() {
  const checks = process.argv.includes('--without-tests') ? CHECKS : [...CHECKS, TESTS];
  const results = checks.map(([name, command]) => {
    say(`Checking ${name} …`);
    const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
    return { name, passed: status === 0 };
  });
  for (const { name, passed } of results) console.log(`${passed ? '✓' : '✗'} ${name}`);
  if (process.env.CHECK_RESULTS) writeFileSync(process.env.CHECK_RESULTS, JSON.stringify(results));
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

inOrder(checkNode, () => install({ dev: true }), build, runChecks);
