import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../access/viewer';
import type { Visibility } from '../domain/asking';
import type { ReadSnapshot } from '../domain/snapshot';
import { createContext, type Ports } from '../resolvers/context';
import type { ExportQuestion } from './export-question';
import { type ExportMetadata, metadataOf } from './metadata';
import { openRows, type RowSource } from './read-rows';
import { writeCsv } from './write-csv';
import { xlsxEntries } from './write-xlsx';
import { writeZip, type ZipEntry } from './write-zip';

export const EXPORT_FORMATS = ['csv', 'zip', 'xlsx', 'metadata.json'] as const;
/** CSV alone; CSV with its metadata; a workbook with both; the metadata alone. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'metadata.json': 'application/json; charset=utf-8',
};

/** What exports stand on. */
export interface ExportPorts {
  readonly schema: GraphQLSchema;
  readonly ports: Ports;
  /** Begins to read the store as it is now. */
  openSnapshot(visibility: Visibility): Promise<ReadSnapshot>;
}

/** An export whose question is right and whose first rows have been read. */
export interface OpenExport {
  /** Name of the field that is exported. */
  readonly field: string;
  /** The file, written as it is taken. Rejects when something goes wrong on the way: then the file is not whole. */
  readonly chunks: AsyncIterable<Buffer>;
  /** To be called whatever happened, when no chunk is being waited for: gives the connection back. */
  close(): Promise<void>;
}

async function* writeMetadata({ pages }: RowSource, metadata: () => ExportMetadata): AsyncGenerator<Buffer> {
  // Rows are read and thrown away: how many they are, and of how many reports, is known at their end.
  for await (const _ of pages);
  yield Buffer.from(`${JSON.stringify(metadata(), null, 2)}\n`);
}

function* csvEntries(source: RowSource, metadata: () => ExportMetadata): Generator<ZipEntry> {
  yield { path: 'data.csv', content: () => writeCsv(source) };
  yield { path: 'metadata.json', content: () => [Buffer.from(`${JSON.stringify(metadata(), null, 2)}\n`)] };
}

/**
 * Opens the export of one list of the API: the same question as one sent to /graphql, answered with all its rows, of one moment.
 * @param signal - ends the statement under way; nothing is read any more
 * @throws GraphQLError and what resolvers throw, before a byte is written, with everything closed
 */
export async function openExport(
  question: ExportQuestion,
  format: ExportFormat,
  viewer: Viewer,
  { schema, ports, openSnapshot }: ExportPorts,
  signal: AbortSignal,
): Promise<OpenExport> {
  const asOf = new Date();
  const snapshot = await openSnapshot(viewer.visibility);
  const cancel = (): void => {
    // A statement that cannot be ended ends by itself, and the one after it is not sent.
    snapshot.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    // What resolvers have loaded is kept by the context: with a new one for each page, memory stays flat.
    // A file says one visibility of all its rows: with bounds on what else an asker sees, it is that of the public.
    const asker = viewer.regions === null ? viewer : { ...viewer, regions: [] };
    const contextOf = () => createContext({ ...ports, readerFor: () => snapshot.reader }, asker);
    const source = await openRows(schema, question, contextOf);
    const metadata = (): ExportMetadata => metadataOf(source, asOf, viewer.visibility);
    const chunks: Readonly<Record<ExportFormat, () => AsyncIterable<Buffer>>> = {
      csv: () => writeCsv(source),
      zip: () => writeZip(csvEntries(source, metadata), asOf),
      xlsx: () => writeZip(xlsxEntries(source, metadata), asOf),
      'metadata.json': () => writeMetadata(source, metadata),
    };
    const close = async (): Promise<void> => {
      signal.removeEventListener('abort', cancel);
      await snapshot.close();
    };
    return { field: source.question.root.fieldName, chunks: chunks[format](), close };
  } catch (error) {
    signal.removeEventListener('abort', cancel);
    await snapshot.close();
    throw error;
  }
}
