import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file to import. */
export interface FoundFile {
  readonly path: string;
  /** What it is called among the others: its path below the folder that was named, or as it was named. */
  readonly ref: string;
  readonly bytes: number;
}

/**
 * The files that paths name, those of folders and their folders in the order of their names; names that begin with a dot are passed over.
 * @throws Error of the file system for a path that does not exist
 */
export async function findFiles(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const refs = new Set<string>();
  for (const path of paths) {
    const files = (await stat(path)).isDirectory() ? await filesBelow(path) : [path];
    for (const file of files) {
      const below = relative(path, file).split(sep).join('/');
      const wanted = below === '' ? path.split(sep).join('/') : below;
      const ref = refs.has(wanted) ? file.split(sep).join('/') : wanted;
      if (refs.has(ref)) continue;
      refs.add(ref);
      found.push({ path: file, ref, bytes: (await stat(file)).size });
    }
  }
  return found;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const files: string[] = [];
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}
