import { Unreadable } from './unreadable';
import { openZip, PART_LIMITS, type ZipEntry } from './unzip';
import { attributeOf, readXml } from './xml';

/** The parts of an office document (Open Packaging Conventions): a ZIP archive whose files refer to each other by relationships. */
export interface OfficePackage {
  /** Bytes of a part; null when it is not there. */
  read(path: string): Uint8Array | null;
  /** The first path that the pattern fits. */
  find(pattern: RegExp): string | null;
  /** What the part refers to: by id, the path and the last word of the type. */
  relationsOf(path: string): ReadonlyMap<string, Relation>;
}

export interface Relation {
  readonly path: string;
  /** Last word of the type, e.g. `worksheet`. */
  readonly type: string;
}

/** @throws Unreadable when the archive is damaged */
export function openPackage(bytes: Uint8Array): OfficePackage {
  const entries = new Map<string, ZipEntry>();
  for (const entry of openZip(bytes, PART_LIMITS)) {
    const path = entry.path.toLowerCase();
    if (!entries.has(path)) entries.set(path, entry);
  }
  const read = (path: string) => entries.get(path.toLowerCase())?.read() ?? null;
  return {
    read,
    find: (pattern) => [...entries.values()].find(({ path }) => pattern.test(path))?.path ?? null,
    relationsOf: (path) => relationsOf(path, read),
  };
}

/** The main part, found as the package says, else by its usual name. */
export function mainPartOf(parts: OfficePackage, usual: RegExp): { readonly path: string; readonly bytes: Uint8Array } {
  const stated = [...parts.relationsOf('').values()].find(({ type }) => type === 'officeDocument')?.path;
  for (const path of [stated ?? null, parts.find(usual)]) {
    const bytes = path === null ? null : parts.read(path);
    if (path !== null && bytes !== null) return { path, bytes };
  }
  throw new Unreadable('DAMAGED_DOCUMENT', 'is damaged: its main part is missing. Import a whole copy of the file.');
}

function relationsOf(path: string, read: (path: string) => Uint8Array | null): ReadonlyMap<string, Relation> {
  const slash = path.lastIndexOf('/') + 1;
  const relations = new Map<string, Relation>();
  const part = read(`${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`);
  if (part === null) return relations;
  readXml(part, {
    open: (name, attributes) => {
      const [id, target, type] = ['Id', 'Target', 'Type'].map((key) => attributeOf(attributes, key));
      if (name !== 'Relationship' || id === undefined || target === undefined || attributes.TargetMode === 'External')
        return;
      relations.set(id, { path: resolve(path.slice(0, slash), target), type: type?.split('/').pop() ?? '' });
    },
    close: () => {},
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
