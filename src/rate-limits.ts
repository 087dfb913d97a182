import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { atLeast, type Viewer } from './access/viewer';
import { HttpError } from './http-messages';

/** Requests a minute; 0 is no limit. Each process counts for itself. */
export interface RateLimits {
  /** For each address from which the public asks. */
  readonly perAddress: number;
  /** For each token or account that is no administrator's. */
  readonly perToken: number;
}

export const NO_LIMITS: RateLimits = { perAddress: 0, perToken: 0 };

export interface RateGuard {
  /** Counts a request. @throws HttpError 429 saying when to come again */
  admit(viewer: Viewer, address: string): Promise<void>;
  /** Counts a request with wrong credentials, as much as ten others: who sends many is trying them out. @throws HttpError 429 */
  suspect(address: string): Promise<void>;
}

const MINUTE_S = 60;
const SUSPICION = 10;

export function createRateGuard({ perAddress, perToken }: RateLimits): RateGuard {
  const addresses = limiterOf(perAddress);
  const holders = limiterOf(perToken);
  return {
    async admit({ actor, role }, address) {
      if (actor === null) await consume(addresses, address, 1);
      else if (!atLeast(role, 'ADMIN')) await consume(holders, actor, 1);
    },
    suspect: (address) => consume(addresses, address, SUSPICION),
  };
}

const limiterOf = (points: number): RateLimiterMemory | null =>
  points === 0 ? null : new RateLimiterMemory({ points, duration: MINUTE_S });

async function consume(limiter: RateLimiterMemory | null, key: string, points: number): Promise<void> {
  try {
    await limiter?.consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    const message = `These are more than ${limiter?.points} requests a minute; come again in ${seconds} seconds.`;
    throw new HttpError(429, 'TOO_MANY_REQUESTS', message, { 'Retry-After': String(seconds) });
  }
}

/**
 * Where a request comes from.
 * @param proxies - how many of our own stand before the hub; each adds one address to the right of X-Forwarded-For, and what is left of these
 *   anybody may have written. With 0 the header is not looked at.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (proxies === 0) return direct;
  const passed = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  // A request with fewer has come past one of them.
  return passed.at(-proxies) ?? direct;
}

/** From this very machine, and not passed on by a proxy on it. */
export function isLocal(request: IncomingMessage): boolean {
  const { remoteAddress = '' } = request.socket;
  const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((name) => name in request.headers);
  return !passedOn && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remoteAddress);
}
