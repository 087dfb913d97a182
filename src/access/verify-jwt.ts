/** Tokens of an OIDC identity provider: who signed in there need no token of the hub. */
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ROLES, type Role } from '../domain/access';
import { isRegionCode } from '../domain/region';
import { CredentialsError, type VerifyJwt, wrong } from './identify';
import { namedViewer, type Viewer } from './viewer';

export interface OidcSettings {
  /** As it stands in the claim iss of its tokens. */
  readonly issuer: string;
  readonly audience: string;
  /** Name of the claim that holds one role or several, dots leading into objects: `role`, `realm_access.roles`. */
  readonly roleClaim: string;
  /** Name of the claim that holds region codes; null when no editor is bound to any. */
  readonly regionClaim: string | null;
  /** Where the keys are; null to have the issuer asked. */
  readonly jwksUri: string | null;
}

/** Signatures by keys of which the hub has the public half only. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCKS_APART_S = 30;
const PATIENCE_MS = 5_000;

/** What can be wrong with a token itself; anything else is wrong with the issuer or the way to it. */
const WRONG = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSMultipleMatchingKeys,
  errors.JWKSNoMatchingKey,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
] as const;

/** The issuer's keys cannot be had, or it is not the one that was meant. */
export class OidcError extends Error {
  override readonly name = 'OidcError';
}

/**
 * Asks the issuer where its keys are, unless that is set; the keys are fetched when they are first needed, and again when one is not known.
 * @throws OidcError when the issuer does not answer, or is another one
 */
export async function createVerifyJwt(settings: OidcSettings): Promise<VerifyJwt> {
  const jwksUri = settings.jwksUri ?? (await discoverKeys(settings.issuer));
  return verifierOf(settings, createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: PATIENCE_MS }));
}

/** The same with keys at hand. */
export function verifierOf(settings: OidcSettings, keys: JWTVerifyGetKey): VerifyJwt {
  const { issuer, audience } = settings;
  return async (token) => {
    if (token.split('.').length !== 3) return null;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCKS_APART_S,
        requiredClaims: ['exp', 'sub'],
      });
      return viewerOf(payload, settings);
    } catch (error) {
      throw refusalOf(error, settings) ?? error;
    }
  };
}

async function discoverKeys(issuer: string): Promise<string> {
  const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let found: { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  try {
    const response = await fetch(place, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    found = (await response.json()) as typeof found;
  } catch (error) {
    const { message, cause } = error as Error;
    throw new OidcError(`${place} does not answer (${cause instanceof Error ? cause.message : message})`);
  }
  if (found.issuer !== issuer)
    throw new OidcError(`the issuer calls itself ${JSON.stringify(found.issuer)}, and that is what has to be set`);
  if (typeof found.jwks_uri !== 'string' || !URL.canParse(found.jwks_uri))
    throw new OidcError(`${place} names no jwks_uri`);
  return found.jwks_uri;
}

function refusalOf(error: unknown, { issuer, audience }: OidcSettings): Error | null {
  if (error instanceof errors.JWTExpired) {
    const { exp = 0 } = error.payload;
    return wrong(`The token expired on ${new Date(exp * 1000).toISOString()}; sign in again`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return wrong(`The token is not from ${issuer}`);
    if (error.claim === 'aud') return wrong(`The token is not meant for ${audience}`);
    return wrong(`The token's claim ${error.claim} is ${error.reason === 'missing' ? 'missing' : 'wrong'}`);
  }
  if (error instanceof CredentialsError) return null;
  if (WRONG.some((kind) => error instanceof kind)) return wrong('The token is wrong');
  return new OidcError(`the keys of ${issuer} cannot be had`, { cause: error });
}

function viewerOf(payload: JWTPayload, { roleClaim, regionClaim }: OidcSettings): Viewer {
  const role = highestRole(wordsOf(claimOf(payload, roleClaim)));
  const actor = `${payload.sub} (${payload.iss})`;
  if (regionClaim === null || role === 'ADMIN' || role === 'VIEWER') return namedViewer(role, actor, null);
  const regions = wordsOf(claimOf(payload, regionClaim));
  if (regions.includes('*')) return namedViewer(role, actor, null);
  const strange = regions.find((code) => !isRegionCode(code));
  if (strange !== undefined)
    throw wrong(
      `The token's claim ${regionClaim} holds ${JSON.stringify(strange.slice(0, 40))}, no region code of six digits`,
    );
  // Without the claim an editor is bound to nothing: what was forgotten must not be taken for a right to everything.
  return namedViewer(role, actor, regions);
}

/** A claim of that very name, or found by following the dots. */
function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let found: unknown = payload;
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found;
}

/** A list of texts, or one text of words between spaces or commas. */
function wordsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

/** Whoever has none of the roles may ask, as everybody may. */
function highestRole(words: readonly string[]): Role {
  const upper = words.map((word) => word.toUpperCase());
  return ROLES.findLast((role) => upper.includes(role)) ?? 'VIEWER';
}
