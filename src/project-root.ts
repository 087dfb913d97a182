import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory of package.json, from the sources as well as from what they are compiled to. */
export const PROJECT_ROOT = findRoot(__dirname);

function findRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error(`no package.json above ${__dirname}`);
  return findRoot(parent);
}
