/** The files that texts were made of, kept to be read again. */
import type { Database } from './bindings';
import { byteaLiteral, columnArrays, insertSql, partsOf, type WrittenTable } from './column-arrays';

/** A file as it was handed in. */
export interface SourceFileToStore {
  readonly bytes: Uint8Array;
  /** It was handed in as text: its encoding is not in question. */
  readonly isText: boolean;
  readonly declaredType: string | null;
}

/** A text and the bytes it was made of. */
export interface SourceToStore {
  /** What it was read from, to be kept. */
  readonly file?: SourceFileToStore | undefined;
  readonly sha256: string;
  readonly textSha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
}

const SOURCE_FILE: WrittenTable = {
  name: 'source_file',
  columns: [
    ['sha256', 'char(64)'],
    ['bytes', 'bytea'],
    ['is_text', 'boolean'],
    ['declared_type', 'text'],
  ],
  leavesKnown: true,
};
const INSERT_FILES = insertSql(SOURCE_FILE);
/** Written by one statement, unless one file alone has more. */
const STATEMENT = { rows: Number.POSITIVE_INFINITY, bytes: 4 << 20 };

type Source = { readonly sha256: string; readonly file?: SourceFileToStore | undefined };

/** Keeps the files of sources that have one; one that is kept already stays as it is. */
export async function insertSourceFiles(database: Database, sources: readonly Source[]): Promise<void> {
  const files = sources
    .toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1))
    .flatMap(({ sha256, file }) => (file === undefined ? [] : [{ sha256, ...file }]));
  const parts = [...partsOf(files, ({ bytes }) => bytes.length, STATEMENT)].map((part) =>
    part.map(({ sha256, bytes, isText, declaredType }) => [sha256, byteaLiteral(bytes), isText, declaredType]),
  );
  // All before whatever is sent next: everybody takes files first, and then texts.
  await Promise.all(parts.map((rows) => database.query(INSERT_FILES, [...columnArrays(SOURCE_FILE, rows)])));
}

/** The file of that hash; null when it is not kept. */
export async function loadSourceFile(database: Database, sha256: string): Promise<SourceFileToStore | null> {
  const [row] = await database.query<SourceFileToStore[]>(
    'SELECT bytes, is_text AS "isText", declared_type AS "declaredType" FROM source_file WHERE sha256 = $1',
    [sha256],
  );
  return row ?? null;
}
