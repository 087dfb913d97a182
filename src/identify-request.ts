/** Who sends a request, and how many they may send. */
import type { IncomingMessage } from 'node:http';
import { CredentialsError, type Identify } from './access/identify';
import { OidcError } from './access/verify-jwt';
import type { Viewer } from './access/viewer';
import { HttpError } from './http-messages';
import { addressOf, isLocal, type RateGuard } from './rate-limits';
import { notesOf } from './request-log';

export interface Doorkeeper {
  /**
   * Who asks, and counts it. Before a body is read: an import with a wrong token need not be uploaded.
   * @param authorization - said elsewhere than in the header, as WebSockets do
   * @throws HttpError 401, 429, or 503 when whoever could tell does not answer
   */
  admit(request: IncomingMessage, authorization?: string): Promise<Viewer>;
  /** Lets in this machine, and holders of any token: how many import what is not for everybody. @throws HttpError 401 */
  admitToMetrics(request: IncomingMessage): Promise<void>;
  /** Where a request comes from. */
  addressOf(request: IncomingMessage): string;
}

/** @param proxies - how many of our own stand before the hub */
export function createDoorkeeper(identify: Identify, guard: RateGuard, proxies: number): Doorkeeper {
  return {
    async admit(request, authorization = request.headers.authorization) {
      const address = addressOf(request, proxies);
      const viewer = await identified(authorization, identify).catch(async (error: unknown) => {
        if (error instanceof HttpError && error.status === 401) await guard.suspect(address);
        throw error;
      });
      await guard.admit(viewer, address);
      notesOf(request).actor = viewer.actor;
      return viewer;
    },
    async admitToMetrics(request) {
      if (isLocal(request) || (await identified(request.headers.authorization, identify)).actor !== null) return;
      throw unauthenticated('Metrics are shown to this machine, and to holders of a token.');
    },
    addressOf: (request) => addressOf(request, proxies),
  };
}

async function identified(authorization: string | undefined, identify: Identify): Promise<Viewer> {
  try {
    return await identify(authorization);
  } catch (error) {
    if (error instanceof OidcError)
      throw new HttpError(503, 'SERVICE_UNAVAILABLE', `Signing in is not possible now: ${error.message}.`);
    if (!(error instanceof CredentialsError)) throw error;
    throw unauthenticated(error.message);
  }
}

const unauthenticated = (message: string): HttpError =>
  new HttpError(401, 'UNAUTHENTICATED', message, { 'WWW-Authenticate': 'Bearer' });
