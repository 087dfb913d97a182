/** The settings of the hub: read from the environment once, checked, frozen. */
import { resolve } from 'node:path';
import type { OidcSettings } from './access/verify-jwt';
import type { RateLimits } from './rate-limits';

export interface Config {
  /** A PostgreSQL ≥ 14 to use; null starts the embedded one. */
  readonly databaseUrl: string | null;
  /** 0 = any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute path of the directory that keeps the embedded database, its log and the administrator's token. */
  readonly dataDir: string;
  /** null: a token is made on the first start and kept in the data directory. */
  readonly adminToken: string | null;
  /** Processes beside the server that work queued jobs; 0 when others do, begun by `hub worker`. */
  readonly workers: number;
  /** Files of so many bytes or fewer are kept beside their text, to be read again. */
  readonly keepBytes: number;
  /** The identity provider whose tokens are taken; null for none. */
  readonly oidc: OidcSettings | null;
  readonly rateLimits: RateLimits;
  /** How many proxies of our own stand before the hub. */
  readonly trustProxy: number;
  /** Origins whose pages may ask in a browser, as the public; `*` for all. */
  readonly corsOrigins: readonly string[];
  /** How the log is written; null: JSON unless it is read on a terminal. */
  readonly logFormat: 'json' | 'text' | null;
}

/** The hub cannot start as it is set up. The message is one sentence for the person who started it, and all that is shown. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const MIN_TOKEN_LENGTH = 16;
/** As large as a file may be that is imported. */
const KEEP_FILES_MB = 20;

/**
 * Reads the variables of docs/operations.md.
 * @throws ConfigurationError naming the variable and what is allowed; secrets are never quoted.
 */
export function readConfig(env: Environment): Config {
  return Object.freeze({
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    dataDir: readDataDir(env.DATA_DIR),
    adminToken: readAdminToken(env.ADMIN_TOKEN),
    workers: readWorkers(env.WORKERS),
    keepBytes: readKeepBytes(env.KEEP_FILES_MB),
    oidc: readOidc(env),
    rateLimits: {
      perAddress: readCount(env, 'RATE_LIMIT_PUBLIC', 1200),
      perToken: readCount(env, 'RATE_LIMIT_TOKEN', 6000),
    },
    trustProxy: readCount(env, 'TRUST_PROXY', 0),
    corsOrigins: readOrigins(env.CORS_ORIGINS),
    logFormat: readLogFormat(env.LOG_FORMAT),
  });
}

function readDatabaseUrl(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value))
    throw new ConfigurationError(
      'DATABASE_URL must be postgres://user:password@host:port/database (or postgresql://…); unset it to use the embedded database.',
    );
  return value;
}

function readPort(value: string | undefined): number {
  if (value === undefined) return 4000;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535)
    throw new ConfigurationError(
      `PORT must be a whole number from 0 to 65535 (0 = any free port), not ${JSON.stringify(value)}.`,
    );
  return port;
}

function readHost(value: string | undefined): string {
  if (value === undefined) return '127.0.0.1';
  if (!/^[\w.:-]+$/.test(value))
    throw new ConfigurationError(
      `HOST must be an address or a host name such as 127.0.0.1, :: or 0.0.0.0, not ${JSON.stringify(value)}.`,
    );
  return value;
}

function readDataDir(value: string | undefined): string {
  if (value === '' || value?.includes('\0'))
    throw new ConfigurationError('DATA_DIR must be the path of a directory; unset it to use ./data.');
  return resolve(value ?? 'data');
}

function readCount(env: Environment, name: string, standard: number): number {
  const value = env[name];
  if (value === undefined) return standard;
  if (!/^\d{1,9}$/.test(value))
    throw new ConfigurationError(`${name} must be a whole number, not ${JSON.stringify(value)}.`);
  return Number(value);
}

function readOrigins(value = ''): readonly string[] {
  const origins = value.split(/[\s,]+/).filter((origin) => origin !== '');
  const strange = origins.find((origin) => origin !== '*' && !isOrigin(origin));
  if (strange !== undefined)
    throw new ConfigurationError(
      `CORS_ORIGINS must be origins such as https://example.org, parted by commas, or *, not ${JSON.stringify(strange)}.`,
    );
  return origins;
}

const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

function readLogFormat(value: string | undefined): Config['logFormat'] {
  if (value === undefined || value === 'json' || value === 'text') return value ?? null;
  throw new ConfigurationError(`LOG_FORMAT must be json or text, not ${JSON.stringify(value)}.`);
}

const OIDC = ['OIDC_AUDIENCE', 'OIDC_ROLE_CLAIM', 'OIDC_REGION_CLAIM', 'OIDC_JWKS_URI'] as const;

function readOidc(env: Environment): OidcSettings | null {
  const issuer = env.OIDC_ISSUER;
  if (issuer === undefined) {
    const alone = OIDC.find((name) => env[name] !== undefined);
    if (alone !== undefined) throw new ConfigurationError(`OIDC_ISSUER must be set too, or ${alone} unset.`);
    return null;
  }
  checkSecureUrl('OIDC_ISSUER', issuer);
  if (env.OIDC_JWKS_URI !== undefined) checkSecureUrl('OIDC_JWKS_URI', env.OIDC_JWKS_URI);
  if (!env.OIDC_AUDIENCE)
    throw new ConfigurationError('OIDC_AUDIENCE must be set with OIDC_ISSUER: what its tokens say they are for.');
  for (const name of ['OIDC_ROLE_CLAIM', 'OIDC_REGION_CLAIM'] as const)
    if (env[name] === '') throw new ConfigurationError(`${name} must be the name of a claim.`);
  return {
    issuer,
    audience: env.OIDC_AUDIENCE,
    roleClaim: env.OIDC_ROLE_CLAIM ?? 'role',
    regionClaim: env.OIDC_REGION_CLAIM ?? null,
    jwksUri: env.OIDC_JWKS_URI ?? null,
  };
}

/** Keys that came by a way that others can write to would let them in. */
function checkSecureUrl(name: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : null;
  const near = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !near)
    throw new ConfigurationError(`${name} must be a URL that begins with https:// (http:// on this machine only).`);
}

function readAdminToken(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (value.length < MIN_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(value))
    throw new ConfigurationError(
      `ADMIN_TOKEN must be at least ${MIN_TOKEN_LENGTH} printable ASCII characters without spaces; unset it to have one made.`,
    );
  return value;
}

function readKeepBytes(value: string | undefined): number {
  if (value === undefined) return KEEP_FILES_MB << 20;
  if (!/^\d{1,2}$/.test(value) || Number(value) > KEEP_FILES_MB)
    throw new ConfigurationError(
      `KEEP_FILES_MB must be a whole number from 0 to ${KEEP_FILES_MB} (0 = no files are kept), not ${JSON.stringify(value)}.`,
    );
  return Number(value) << 20;
}

function readWorkers(value: string | undefined): number {
  if (value === undefined) return 1;
  if (!/^\d{1,2}$/.test(value))
    throw new ConfigurationError(
      `WORKERS must be a whole number from 0 to 99 (0 = jobs are worked elsewhere), not ${JSON.stringify(value)}.`,
    );
  return Number(value);
}
