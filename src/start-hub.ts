/** The hub from settings to serving: database, migrations, samples, server. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { DataSource } from 'typeorm';
import type { VerifyJwt } from './access/identify';
import { createVerifyJwt, OidcError, type OidcSettings } from './access/verify-jwt';
import { type AdminToken, loadAdminToken } from './admin-token';
import { type Config, ConfigurationError } from './config';
import { createIde } from './ide/ide';
import { importSamples } from './imports/import-samples';
import { createImportService } from './imports/import-service';
import { startJobWorkers } from './job-workers';
import { openDatabase } from './open-database';
import { PROJECT_ROOT } from './project-root';
import { currentRequest, describeError, writeJsonLine } from './request-log';
import { type ServerParts, startServer } from './server';
import { foldWhenQuiet } from './store/fold-when-quiet';

export interface Hub {
  /** Base URL, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  readonly admin: AdminToken;
  /** Settles if the embedded database ends without being asked to, after which the hub cannot answer any more. */
  readonly databaseLost: Promise<void>;
  /** Takes no new requests, finishes those under way, and closes the database. */
  stop(): Promise<void>;
}

/**
 * @param say - told what is being done, a line at a time
 * @throws ConfigurationError, EmbeddedPostgresError
 */
export async function startHub(config: Config, say: (line: string) => void): Promise<Hub> {
  // A long question that is compiled is one large function: the middle compiler of Node 22 and newer keeps 200 MB for some of them, and makes nothing faster.
  setFlagsFromString('--no-maglev');
  await checkAddress(config);
  prepareDataDir(config);
  const admin = loadAdminToken(config);
  const verifyJwt = config.oidc === null ? undefined : await signInBy(config.oidc);
  const database = await openDatabase(config, say);
  try {
    await importFirst(database.dataSource, say);
    const { host, port, rateLimits, trustProxy, corsOrigins, keepBytes, workers: processes } = config;
    const { dataSource, connection } = database;
    const logs = logsOf(config);
    const worker = processes === 0 ? undefined : startJobWorkers({ dataSource, connection, processes, keepBytes });
    const server = await startServer({
      dataSource,
      adminToken: admin.token,
      verifyJwt,
      host,
      port,
      rateLimits,
      trustProxy,
      corsOrigins,
      keepBytes,
      ide: createIde,
      measureProcess: true,
      ...(worker === undefined ? {} : { worker }),
      ...logs,
    });
    const folding = foldWhenQuiet(dataSource, (error) => (logs.log ?? console.error)('rollups', error));
    let stopping = false;
    const stop = async (): Promise<void> => {
      stopping = true;
      await folding.stop();
      await server.stop();
      await database.close();
    };
    const databaseLost = new Promise<void>((resolve) => {
      database.ended.then(() => !stopping && resolve());
    });
    return { url: server.url, admin, databaseLost, stop };
  } catch (error) {
    await database.close();
    throw addressError(error, config) ?? error;
  }
}

/** Read by a program, a line is an object; on a terminal only what goes wrong is of interest. */
function logsOf({ logFormat }: Config): Pick<ServerParts, 'log' | 'requestLog'> {
  if ((logFormat ?? (process.stdout.isTTY ? 'text' : 'json')) === 'text') return {};
  return {
    requestLog: (line) => writeJsonLine(process.stdout, 'info', 'request', line),
    log: (reference, error) => {
      const requestId = currentRequest()?.requestId ?? null;
      writeJsonLine(process.stderr, 'error', 'failure', { reference, requestId, error: describeError(error) });
    },
  };
}

async function signInBy(oidc: OidcSettings): Promise<VerifyJwt> {
  try {
    return await createVerifyJwt(oidc);
  } catch (error) {
    if (error instanceof OidcError)
      throw new ConfigurationError(`OIDC_ISSUER must be the URL of an issuer: ${error.message}.`);
    throw error;
  }
}

async function importFirst(dataSource: DataSource, say: (line: string) => void): Promise<void> {
  const answer = await importSamples(createImportService(dataSource), join(PROJECT_ROOT, 'samples'));
  for (const { clientRef, status, failure } of answer?.items ?? [])
    say(`Imported samples/${clientRef}: ${status}${failure === null ? '' : ` (${failure})`}`);
}

/** Asked before anything is begun, so that a port in use is said at once. */
async function checkAddress(config: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(addressError(error, config) ?? error));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

/** @throws ConfigurationError when DATA_DIR is needed and cannot be used */
export function prepareDataDir({
  dataDir,
  databaseUrl,
  adminToken,
}: Pick<Config, 'dataDir' | 'databaseUrl' | 'adminToken'>): void {
  if (databaseUrl !== null && adminToken !== null) return;
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigurationError(`DATA_DIR must be a directory that can be written to (${(error as Error).message}).`);
  }
}

function addressError(error: unknown, { host, port }: Config): ConfigurationError | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new ConfigurationError(`PORT ${port} is in use on ${host}; set another one, or 0 for any free port.`);
    case 'EACCES':
      return new ConfigurationError(
        `PORT ${port} may not be used by this user; set another one, or 0 for any free port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigurationError(`HOST ${host} is not an address of this machine.`);
    default:
      return null;
  }
}
