import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiToken, TokenService } from '../domain/access';
import { namedViewer, PUBLIC, type Viewer } from './viewer';

/** The credentials are not those of anybody; the message says why, and is shown. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** Tells who asks by the Authorization header. @throws CredentialsError */
export type Identify = (authorization: string | undefined) => Promise<Viewer>;

/** Says who the bearer of a token of an identity provider is; null when it is no such token. @throws CredentialsError */
export type VerifyJwt = (token: string) => Promise<Viewer | null>;

export interface Credentials {
  readonly adminToken: string;
  readonly tokens: Pick<TokenService, 'find'>;
  readonly verifyJwt?: VerifyJwt | undefined;
}

const ADMINISTRATOR = namedViewer('ADMIN', 'ADMIN_TOKEN', null);

/** Digests have one length, so the comparison takes the same time whatever was sent. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Tells askers apart. No header is the public; credentials that are wrong are refused rather than taken for the public: whoever sends them
 * believes to be somebody.
 */
export function createIdentify({ adminToken, tokens, verifyJwt }: Credentials): Identify {
  const expected = digest(adminToken);
  return async (authorization) => {
    if (authorization === undefined) return PUBLIC;
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw wrong('The header Authorization must be "Bearer", a space, and a token');
    if (timingSafeEqual(digest(token), expected)) return ADMINISTRATOR;
    const found = await tokens.find(token);
    if (found !== null) return viewerOf(found);
    const verified = await verifyJwt?.(token);
    if (verified) return verified;
    throw wrong('The token is wrong');
  };
}

function viewerOf({ name, prefix, role, regions, expiresAt, revokedAt }: ApiToken): Viewer {
  if (revokedAt !== null) throw wrong(`The token ${prefix}… was revoked on ${revokedAt.toISOString()}`);
  if (expiresAt !== null && expiresAt.getTime() <= Date.now())
    throw wrong(`The token ${prefix}… expired on ${expiresAt.toISOString()}`);
  return namedViewer(role, `${name} (${prefix}…)`, regions);
}

export const wrong = (reason: string): CredentialsError =>
  new CredentialsError(`${reason}; send none to ask as the public.`);
