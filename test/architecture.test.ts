import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../src/project-root';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

interface Report {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly Violation[] };
}

const run = promisify(execFile);
const CRUISER = join(PROJECT_ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

async function cruise(directory: string): Promise<Report['summary']> {
  const flags = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'ormconfig.ts'];
  const { stdout } = await run(process.execPath, [CRUISER, ...flags], { cwd: directory, maxBuffer: 1 << 26 });
  return (JSON.parse(stdout) as Report).summary;
}

const named = ({ from, to, rule }: Violation): string => `${rule.name}: ${from} → ${to}`;

test('every room imports only what it may; forbidden imports are found: types, functions, packages, files, and those made late', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'ogi-architecture-'));
  try {
    for (const path of ['src', 'ormconfig.ts', '.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
      cpSync(join(PROJECT_ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(
      join(copy, 'src', 'parsers', 'planted.ts'),
      `import { readFileSync } from 'node:fs';
       import type { DataSource } from 'typeorm';
       import { ENTITIES } from '../entities/entities';
       export const late = () => import('../store/migrations/migrations');
       export const planted: [typeof readFileSync, typeof ENTITIES, DataSource | null] = [readFileSync, ENTITIES, null];`,
    );
    writeFileSync(join(copy, 'src', 'domain', 'planted.ts'), `export type { Config } from '../config';`);
    const { violations, totalCruised } = await cruise(copy);
    expect(totalCruised).toBeGreaterThan(50);
    const isPlanted = ({ from }: Violation) => from.endsWith('planted.ts');
    expect(violations.filter((each) => !isPlanted(each)).map(named)).toEqual([]);
    const planted = violations.filter(isPlanted);
    expect([...new Set(planted.map(({ from, rule }) => `${from} ${rule.name}`))].sort()).toEqual([
      'src/domain/planted.ts domain-imports',
      'src/domain/planted.ts domain-imports-nothing',
      'src/parsers/planted.ts parsers-imports',
      'src/parsers/planted.ts reading-is-pure',
      'src/parsers/planted.ts typeorm-only-in',
    ]);
    const targets = planted.filter(({ rule }) => rule.name === 'parsers-imports').map(({ to }) => to);
    expect(targets.sort()).toEqual(['src/entities/entities.ts', 'src/store/migrations/migrations.ts']);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
