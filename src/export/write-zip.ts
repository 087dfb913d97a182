import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of an archive: written when those before it have been. */
export interface ZipEntry {
  readonly path: string;
  readonly content: () => AsyncIterable<Buffer> | readonly Buffer[];
}

/**
 * An archive as a stream; nothing but the piece at hand is kept.
 * @param entries - the next file is asked for when the one before has been written
 */
export async function* writeZip(entries: Iterator<ZipEntry>, time: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  let current: Readable | null = null;
  const addNext = (): void => {
    const { done, value } = entries.next();
    if (done) {
      zip.end();
      return;
    }
    zip.addReadStreamLazy(value.path, { mtime: time }, (give) => {
      current = Readable.from(value.content(), { objectMode: false });
      current.once('end', addNext);
      // An error of an entry is one of the archive; nobody else listens.
      current.on('error', (error) => output.destroy(error));
      give(null, current);
    });
  };
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  addNext();
  try {
    yield* output as AsyncIterable<Buffer>;
  } finally {
    (current as Readable | null)?.destroy();
  }
}
