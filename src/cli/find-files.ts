import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { HubError } from './hub-client';

/** A file to import. */
export interface FoundFile {
  readonly path: string;
  /** What it is called among the others: its path below the folder that was named, from that folder on where others are named besides. */
  readonly ref: string;
  readonly bytes: number;
}

/**
 * The files that paths name, those of folders and their folders in the order of their names, links followed; names that begin with a dot are passed
 * over, and links that lead nowhere.
 * @throws HubError for a path that does not exist
 */
export async function findFiles(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const refs = new Set<string>();
  for (const path of paths) {
    const named = await stat(path).catch(() => null);
    if (named === null) throw new HubError(`There is no file or folder ${path}, or it may not be read.`);
    const files = named.isDirectory() ? await filesBelow(path, []) : [path];
    for (const file of files) {
      const below = relative(path, file);
      const inFolder = paths.length === 1 ? below : join(basename(path), below);
      const wanted = (below === '' ? path : inFolder).split(sep).join('/');
      const ref = refs.has(wanted) ? file.split(sep).join('/') : wanted;
      if (refs.has(ref)) continue;
      refs.add(ref);
      found.push({ path: file, ref, bytes: (await stat(file)).size });
    }
  }
  return found;
}

/** @param above - real paths of the folders that it is in: a link to one of them would lead around for ever */
async function filesBelow(folder: string, above: readonly string[]): Promise<readonly string[]> {
  const here = await realpath(folder);
  if (above.includes(here)) return [];
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const files: string[] = [];
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const found = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (found.isDirectory()) files.push(...(await filesBelow(path, [...above, here])));
    else if (found.isFile()) files.push(path);
  }
  return files;
}
