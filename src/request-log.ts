/** What is written down of requests, and by which id. No header, no variable and no query text: they can hold secrets. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly address: string;
  readonly actor: string | null;
  /** The root fields that were asked for; null when it did not come so far. */
  readonly operation: string | null;
}

/** What is known of the request under way, filled in as it becomes known. */
export interface RequestNotes {
  readonly requestId: string;
  actor: string | null;
  operation: string | null;
}

const underWay = new AsyncLocalStorage<RequestNotes>();
let within = 0;

/** The request within which this is called; undefined outside of any. */
export const currentRequest = (): RequestNotes | undefined => underWay.getStore();

/**
 * Runs what answers a request, so that whatever is logged on the way has its id. While anything runs so, every promise of the process costs more in
 * Node 20: what knows its request otherwise need not.
 */
export async function withinRequest<Result>(
  notes: RequestNotes,
  answer: () => Result | Promise<Result>,
): Promise<Result> {
  within += 1;
  try {
    return await underWay.run(notes, answer);
  } finally {
    within -= 1;
    if (within === 0) underWay.disable();
  }
}

const noted = new WeakMap<IncomingMessage, RequestNotes>();

/** What is known of a request, from its beginning: the id that a gateway gave it, when it is one; else a new one. */
export function notesOf(request: IncomingMessage): RequestNotes {
  const known = noted.get(request);
  if (known !== undefined) return known;
  const notes = newNotes(request);
  noted.set(request, notes);
  return notes;
}

function newNotes(request: IncomingMessage): RequestNotes {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
  return { requestId, actor: null, operation: null };
}

/** One JSON object a line, with time and level. */
export function writeJsonLine(
  stream: { write(text: string): unknown },
  level: 'info' | 'error',
  event: string,
  fields: object,
): void {
  stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}

/** An error as a log shows it: without the values of the statement that failed. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}
