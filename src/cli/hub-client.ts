import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** A running hub, as the command line speaks to it. */
export interface HubClient {
  readonly url: string;
  /**
   * @param whether - of what must not be done twice: how to find out whether it was done. It is asked again only while it surely was not heard.
   * @throws HubError with what the hub says; asks again while it cannot be reached, has enough to do, or its answer breaks off
   */
  ask<Answer>(query: string, variables?: object, whether?: string): Promise<Answer>;
  /** Sends files to become a job; answers its id. Not sent again by itself: whoever calls it can look for the job. */
  upload(boundary: string, form: AsyncIterable<Uint8Array>): Promise<string>;
  /** The id of the job that has the key; null when there is none. */
  jobOfKey(idempotencyKey: string, mode: string): Promise<string | null>;
  /** A file of the hub, as it comes. */
  download(path: string, body: object): Promise<ReadableStream<Uint8Array>>;
}

/** What a hub answers instead of what it was asked for; the message is for the person at the keyboard. */
export class HubError extends Error {
  override readonly name = 'HubError';
}

interface Answer {
  readonly job?: { readonly id: string };
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Waits between attempts, in ms; doubled by chance so that several do not come back at once. */
const WAITS = [250, 1_000, 4_000, 10_000] as const;
const TOO_MANY = 429;
const BUSY = new Set([TOO_MANY, 502, 503, 504]);

/** @param token - of who asks; null for the public */
export function createHubClient(url: string, token: string | null): HubClient {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new HubError(`--url or HUB_URL is the address of a hub, such as http://127.0.0.1:4000, not ${url}.`);
  const base = url.replace(/\/(graphql)?$/, '');
  const authorization: Readonly<Record<string, string>> = token === null ? {} : { Authorization: `Bearer ${token}` };
  return {
    url: base,
    async ask<Answered>(query: string, variables?: object, whether?: string): Promise<Answered> {
      const request = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorization },
        body: JSON.stringify({ query, variables }),
      };
      for (let attempt = 0; ; attempt += 1) {
        const pause = WAITS[attempt];
        const { data, errors } = await send(`${base}/graphql`, request, answerOf, whether);
        if (errors === undefined) return data as Answered;
        const said = errors.map(({ message }) => message).join(' ');
        const passes = errors.every(({ extensions }) => extensions?.code === 'SERVICE_UNAVAILABLE');
        if (passes && whether !== undefined) throw unknownOutcome(said, whether);
        if (!passes || pause === undefined) throw new HubError(said);
        await wait(pause * (1 + Math.random()));
      }
    },
    async upload(boundary, form) {
      const request = {
        ...{ method: 'POST', body: Readable.toWeb(Readable.from(form)), duplex: 'half' },
        headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...authorization },
      };
      const sent = fetch(`${base}/imports`, request as unknown as RequestInit).then(answerOf);
      const answer = await sent.catch((error: unknown) => {
        if (error instanceof HubError) throw error;
        throw new HubError(`Sending to ${base} broke off: ${reasonOf(error)}. Run the command again to go on.`);
      });
      return jobIn(answer);
    },
    async jobOfKey(idempotencyKey, mode) {
      const asked = new URLSearchParams({ idempotencyKey, mode });
      const answer = await send(`${base}/imports?${asked}`, { headers: authorization }, async (response) => {
        const said = await answerOf(response);
        return response.status === 404 ? null : said;
      });
      return answer === null ? null : jobIn(answer);
    },
    async download(path, body) {
      const request = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorization },
        body: JSON.stringify(body),
      };
      const response = await send(base + path, request, async (answered) => answered);
      if (!response.ok || response.body === null) {
        const { errors } = await answerOf(response);
        throw new HubError(errors?.[0]?.message ?? `${path}: status ${response.status}.`);
      }
      return response.body as ReadableStream<Uint8Array>;
    },
  };
}

function jobIn({ job, errors }: Answer): string {
  if (job === undefined) throw new HubError(errors?.[0]?.message ?? 'The hub answers no job.');
  return job.id;
}

const unknownOutcome = (reason: string, whether: string): HubError =>
  new HubError(`${reason.replace(/\.$/, '')}. Whether it was done is not known. ${whether}`);

/** @param whether - as in `ask` */
async function send<Answered>(
  url: string,
  request: RequestInit,
  read: (response: Response) => Promise<Answered>,
  whether?: string,
): Promise<Answered> {
  for (let attempt = 0; ; attempt += 1) {
    const pause = WAITS[attempt];
    try {
      const response = await fetch(url, request);
      const { status } = response;
      if (!BUSY.has(status)) return await read(response);
      if (whether !== undefined && status !== TOO_MANY) throw unknownOutcome(`${url} answers with ${status}`, whether);
      if (pause === undefined) return await read(response);
      const asked = Number(response.headers.get('retry-after') ?? 0) * 1000;
      await response.body?.cancel();
      await wait(Math.max(asked, pause * (1 + Math.random())));
    } catch (error) {
      if (error instanceof HubError) throw error;
      if (whether !== undefined && !isUnheard(error))
        throw unknownOutcome(`The answer of ${url} broke off: ${reasonOf(error)}`, whether);
      if (pause === undefined) throw new HubError(`${url} cannot be reached: ${reasonOf(error)}.`);
      await wait(pause * (1 + Math.random()));
    }
  }
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? (error.cause ?? error) : error);

/** Whether no connection came about, so that nothing was sent. */
function isUnheard(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause instanceof AggregateError) return cause.errors.every(isUnheard);
  const { syscall, code } = cause as NodeJS.ErrnoException;
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** fetch says "fetch failed", and why in its cause; of a name with several addresses there is one for each. */
function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new HubError(`${response.url} answers with status ${response.status} and no JSON; is it a hub?`);
  }
}
