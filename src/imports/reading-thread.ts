/** The thread in which text is read beside the thread that stores it; answers in JSON, which costs a third of cloning the objects. */
import { parentPort } from 'node:worker_threads';
import { readReport } from './read-report';
import type { ReadingTask } from './reading-threads';

parentPort?.on('message', ({ report, hints }: ReadingTask) => {
  const result = readReport(report, hints);
  // Where the tables stood is for the parser only, and half of what there would be to send.
  const sent = result.ok ? { ...result, document: { ...result.document, tables: [] } } : result;
  parentPort?.postMessage(JSON.stringify(sent));
});
