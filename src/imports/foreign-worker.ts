/** The process in which foreign formats are read: one request at a time, ended from outside when it takes too much. */
import { readForeign } from '../documents/read-foreign';
import { unpackArchive } from '../documents/unpack-archive';
import type { ForeignAnswer, ForeignRequest } from './foreign-reader';

async function answerTo(request: ForeignRequest): Promise<ForeignAnswer> {
  try {
    return request.task === 'unpack' ? { unpacked: unpackArchive(request) } : { result: await readForeign(request) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (request: ForeignRequest) => {
  void answerTo(request).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => process.exit());
