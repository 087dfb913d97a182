/** The thread in which text is read beside the thread that stores it; answers in JSON, which costs a third of cloning the objects. */
import { parentPort } from 'node:worker_threads';
import { readHeard } from './read-report';
import type { ReadingAnswer, ReadingTask } from './reading-threads';

parentPort?.on('message', ({ report, hints }: ReadingTask) => {
  let seconds = 0;
  const result = readHeard(report, hints, (taken) => {
    seconds = taken;
  });
  // Where the tables stood is for the parser only, and half of what there would be to send.
  const sent = result.ok ? { ...result, document: { ...result.document, tables: [] } } : result;
  parentPort?.postMessage(JSON.stringify({ result: sent, seconds } satisfies ReadingAnswer));
});
