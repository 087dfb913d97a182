/** Looks at a set-up and says what is wrong with it and how to mend it. */
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { createDataSource } from '../ormconfig';
import { createVerifyJwt } from './access/verify-jwt';
import { type Config, ConfigurationError, readConfig } from './config';
import { databaseAccount } from './embedded/account';
import { nativeBinaries } from './embedded/native-binaries';
import { checkDatabase } from './open-database';

export interface Finding {
  readonly about: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  /** What was found. */
  readonly found: string;
  /** What to do about it; null when there is nothing to do. */
  readonly mend: string | null;
}

/** Null when there is nothing to look at. */
type Check = (config: Config) => Promise<Finding | null> | Finding | null;

const OLDEST_NODE = [20, 19] as const;
const ok = (about: string, found: string): Finding => ({ about, state: 'ok', found, mend: null });
const wrong = (about: string, found: string, mend: string): Finding => ({ about, state: 'wrong', found, mend });
const warning = (about: string, found: string, mend: string): Finding => ({ about, state: 'warning', found, mend });

/** Every finding, in the order in which a start would come upon them. */
export async function examine(env: Readonly<Record<string, string | undefined>>): Promise<readonly Finding[]> {
  const findings: Finding[] = [checkNode(process.versions.node)];
  let config: Config;
  try {
    config = readConfig(env);
    findings.push(ok('settings', 'can be read'));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [...findings, wrong('settings', error.message, 'Set it as the sentence says, and run doctor again.')];
  }
  const checks: readonly Check[] = [
    ...[checkToken, checkDataDir, checkAddress, checkStore, checkSignIn, checkExposure],
    () => checkHub(env.HUB_URL, env.HUB_TOKEN),
  ];
  for (const check of checks) {
    const finding = await check(config);
    if (finding !== null) findings.push(finding);
  }
  return findings;
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  if (major > oldest || (major === oldest && minor >= oldestMinor)) return ok('Node', version);
  return wrong('Node', version, `Install Node ${OLDEST_NODE.join('.')} or newer from https://nodejs.org.`);
}

function checkToken({ adminToken, dataDir }: Config): Finding {
  const about = 'ADMIN_TOKEN';
  if (adminToken === null) {
    const file = join(dataDir, 'admin-token');
    if (!existsSync(file)) return ok(about, `none yet; one is made in ${file} on the first start`);
    const others = process.platform === 'win32' ? 0 : statSync(file).mode & 0o077;
    if (others !== 0) return warning(about, `${file} can be read by other users`, `Run chmod 600 ${file}.`);
    return readFileSync(file, 'utf8').trim() === ''
      ? warning(about, `${file} is empty`, 'Delete it; the next start makes another.')
      : ok(about, `in ${file}`);
  }
  // Sixteen letters of which half repeat can be guessed where nobody counts the guesses.
  if (adminToken.length < 24 || new Set(adminToken).size < 12)
    return warning(about, 'is short or repeats itself', 'Take a random one: openssl rand -base64 32.');
  return ok(about, 'set by the environment');
}

function checkDataDir({ dataDir, databaseUrl, adminToken }: Config): Finding {
  const about = 'DATA_DIR';
  if (databaseUrl !== null && adminToken !== null) return ok(about, 'is not needed');
  let place = dataDir;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    if (!statSync(place).isDirectory()) return wrong(about, `${place} is no directory`, 'Name another by DATA_DIR.');
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    // An administrator of the machine may do everything, except where the file system cannot.
    rmdirSync(mkdtempSync(join(place, '.hub-doctor-')));
    return ok(about, place === dataDir ? dataDir : `${dataDir}, to be made`);
  } catch (error) {
    return wrong(about, (error as Error).message, `Give this user the right to write to ${place}, or set DATA_DIR.`);
  }
}

async function checkAddress({ host, port }: Config): Promise<Finding> {
  const about = 'PORT';
  const probe = createServer();
  const code = await new Promise<string | null>((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (code === null) return ok(about, port === 0 ? 'any free one' : `${port} on ${host} is free`);
  if (code !== 'EADDRINUSE') return wrong(about, `${port} on ${host}: ${code}`, 'Set another PORT or HOST.');
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const health = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(10_000) }).then(
    async (response) => response.ok && (await response.text()).includes('"ok"'),
    () => false,
  );
  return health
    ? ok(about, `a hub is running on ${port}`)
    : wrong(about, `${port} is in use by another program`, 'End that program, or set another PORT.');
}

async function checkStore({ databaseUrl }: Config): Promise<Finding> {
  if (databaseUrl === null) return checkEmbedded();
  try {
    await checkDatabase(databaseUrl);
  } catch (error) {
    const mend = 'Start that server, or mend DATABASE_URL; unset it to use the embedded database.';
    return wrong('database', (error as Error).message, mend);
  }
  return (await checkRights(databaseUrl)) ?? checkMigrations(databaseUrl);
}

function checkEmbedded(): Finding {
  try {
    return ok('database', `embedded PostgreSQL ${nativeBinaries(databaseAccount(null)).major}`);
  } catch (error) {
    return wrong('database', (error as Error).message, 'Set DATABASE_URL to a PostgreSQL 14 or newer.');
  }
}

const RIGHTS = `SELECT current_user AS "user", has_schema_privilege('public', 'CREATE') AS makes`;

/** Null when there is nothing to complain of. */
async function checkRights(url: string): Promise<Finding | null> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ user: string; makes: boolean }>(RIGHTS);
    const { user = '', makes = false } = rows[0] ?? {};
    if (makes) return null;
    const name = `"${user.replaceAll('"', '""')}"`;
    return wrong(
      'database',
      `${user} may make no tables`,
      `As its owner run: GRANT CREATE, USAGE ON SCHEMA public TO ${name};`,
    );
  } finally {
    await client.end();
  }
}

async function checkMigrations(url: string): Promise<Finding> {
  const dataSource = await createDataSource({ url }, { poolSize: 1 }).initialize();
  try {
    return (await dataSource.showMigrations())
      ? warning('database', 'migrations are wanting', 'Run hub migrate, or start the hub, which applies them.')
      : ok('database', 'can be used, and has the tables of this version');
  } finally {
    await dataSource.destroy();
  }
}

const PATIENCE_MS = 10_000;

/** A start would be refused as well when the issuer does not answer. */
async function checkSignIn({ oidc }: Config): Promise<Finding | null> {
  if (oidc === null) return null;
  const about = 'OIDC_ISSUER';
  const { issuer, jwksUri } = oidc;
  try {
    await createVerifyJwt(oidc);
    if (jwksUri !== null) await keysAt(jwksUri);
    return ok(about, jwksUri === null ? `${issuer} says where its keys are` : `keys are at ${jwksUri}`);
  } catch (error) {
    return wrong(about, (error as Error).message, 'Start the issuer, or mend OIDC_ISSUER and OIDC_JWKS_URI.');
  }
}

async function keysAt(uri: string): Promise<void> {
  const answer: unknown = await fetch(uri, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((response) => response.json())
    .catch(() => null);
  const { keys } = (answer ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error(`${uri} answers no keys`);
}

/** The hub that the commands of this environment speak to, and whether it knows them. */
async function checkHub(url: string | undefined, token: string | undefined): Promise<Finding | null> {
  if (!url) return null;
  const about = 'HUB_URL';
  const mend = 'Start that hub, or set HUB_URL to its address, such as http://127.0.0.1:4000.';
  if (!URL.canParse(url)) return wrong(about, `${url} is no address`, mend);
  const answer = await fetch(`${url.replace(/\/(graphql)?$/, '')}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query: '{ viewer { role } }' }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
    .then((response) => response.json() as Promise<HubAnswer>)
    .catch(() => null);
  const role = answer?.data?.viewer?.role;
  if (role !== undefined) return ok(about, `${url} answers; you are ${role} there`);
  const said = answer?.errors?.[0]?.message;
  if (said === undefined) return wrong(about, `no hub answers at ${url}`, mend);
  return wrong(
    'HUB_TOKEN',
    said,
    'Set HUB_TOKEN to a token of that hub; its administrator makes one by hub token create.',
  );
}

interface HubAnswer {
  readonly data?: { readonly viewer?: { readonly role: string } };
  readonly errors?: readonly { readonly message: string }[];
}

function checkExposure({ host, trustProxy, rateLimits }: Config): Finding {
  const about = 'exposure';
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return ok(about, 'this machine only');
  if (rateLimits.perAddress === 0)
    return warning(
      about,
      `${host}, without a limit for the public`,
      'Unset RATE_LIMIT_PUBLIC, or limit before the hub.',
    );
  if (trustProxy === 0)
    return warning(
      about,
      `${host}, with no proxy set`,
      'Put a proxy with TLS before the hub and set TRUST_PROXY: tokens are not to travel in the clear.',
    );
  return ok(about, `${host}, behind ${trustProxy} ${trustProxy === 1 ? 'proxy' : 'proxies'}`);
}
