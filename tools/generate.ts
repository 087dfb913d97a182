/**
 * Writes every file that derives from the sources, or with `--check` says which of them differ and fails.
 * One line in GENERATED for each; what makes it is a pure function of the sources.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../src/project-root';
import { GENERATED } from './generate/generated';

function generate(checkOnly: boolean): void {
  for (const { file, make } of GENERATED) {
    const path = join(PROJECT_ROOT, file);
    const text = make();
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    if (checkOnly) {
      console.error(`✗ ${file} is not what the sources make of it; run npm run generate`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      console.log(`▸ wrote ${file}`);
    }
  }
}

generate(process.argv.includes('--check'));
