/** The process in which foreign formats are read: one request at a time, ended from outside when it takes too much. */
import { prepareFor, readForeign } from '../documents/read-foreign';
import { unpackArchive } from '../documents/unpack-archive';
import type { ForeignAnswer, ForeignMessage, ForeignRequest } from './foreign-reader';

const send = (message: ForeignMessage): void => void process.send?.(message);

async function answerTo(request: ForeignRequest): Promise<ForeignAnswer> {
  try {
    await prepareFor(request);
    send('begun');
    return request.task === 'unpack' ? { unpacked: unpackArchive(request) } : { result: await readForeign(request) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (request: ForeignRequest) => {
  void answerTo(request).then(send);
});
process.once('disconnect', () => process.exit());
