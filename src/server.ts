/** The HTTP server: GraphQL at /graphql, files at /imports and /export, the page for queries at /, and /healthz, /readyz and /metrics for those who run it. */
import { createServer } from 'node:http';
import type { DataSource } from 'typeorm';
import { createTokenService } from './access/api-tokens';
import { createIdentify, type VerifyJwt } from './access/identify';
import { createCrossOrigin } from './cross-origin';
import type { ReportReader, Visibility } from './domain/asking';
import { createExportHandler } from './export-handler';
import { createGraphqlServer } from './graphql-server';
import type { IdeHandler } from './ide/ide';
import { createDoorkeeper } from './identify-request';
import { createForeignReader } from './imports/foreign-reader';
import { createImportService, type ImportOptions } from './imports/import-service';
import { readReportWith } from './imports/read-report';
import { createReadingThreads } from './imports/reading-threads';
import type { ImportObserver } from './imports/run-items';
import { listen, urlOf } from './listen';
import type { ErrorLog } from './mask-errors';
import { createMetrics } from './metrics';
import { createRateGuard, NO_LIMITS, type RateLimits } from './rate-limits';
import { createHandler, ENDPOINT } from './request-handler';
import type { RequestLine } from './request-log';
import type { Ports } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { createReviewDesk } from './review/review-desk';
import { createQualityReader } from './store/quality-reader';
import { createReportReader } from './store/report-reader';
import { openSnapshot } from './store/snapshot';
import { createSubscriptions } from './subscriptions';
import { UPLOAD_LIMITS, type UploadLimits } from './upload-route';

export interface ServerParts {
  readonly dataSource: DataSource;
  readonly adminToken: string;
  /** Knows the tokens of an identity provider; none when left out. */
  readonly verifyJwt?: VerifyJwt | undefined;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Makes the page for queries, given the path of the endpoint. */
  readonly ide: (endpoint: string) => IdeHandler;
  /** Works the queued jobs; when left out, others have to (`hub worker`). */
  readonly worker?: JobWorker;
  /** Files of so many bytes or fewer are kept, to be read again; all that may be imported unless said. */
  readonly keepBytes?: number;
  /** Hears of errors on our side; the console when left out. */
  readonly log?: ErrorLog;
  /** Hears of every request when it is answered. */
  readonly requestLog?: (line: RequestLine) => void;
  /** None unless said. */
  readonly rateLimits?: RateLimits;
  /** Of what is sent to /imports; 2 GB unless said. */
  readonly uploadLimits?: UploadLimits;
  /** How many proxies of our own stand before the hub; none unless said. */
  readonly trustProxy?: number;
  /** Origins whose pages may ask in a browser; none unless said. */
  readonly corsOrigins?: readonly string[];
  /** Measures the process, too: for one hub in it. */
  readonly measureProcess?: boolean;
}

/** Workers that the server has beside it. */
export interface JobWorker {
  /** There may be something to do. */
  wake(): void;
  /** Tells from now on what its processes measure. */
  observe?(observer: ImportObserver): void;
  stop(): Promise<void>;
}

export interface RunningServer {
  /** Base URL, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  /** Takes no new connections and finishes the requests under way, within ten seconds. */
  stop(): Promise<void>;
}

/** Ends what a hub that stopped has left half done, and starts to serve. Rejects with the error of listening when the address cannot be used. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const log: ErrorLog = parts.log ?? ((reference, error) => console.error(`✗ reference ${reference}:`, error));
  // Longer than the proxies and gateways before it keep a connection, so that they do not send on one just closed. A large upload takes its time.
  const http = createServer({ keepAliveTimeout: 65_000, requestTimeout: 3_600_000 });
  const { dataSource, worker, adminToken, verifyJwt, requestLog } = parts;
  const foreign = createForeignReader();
  const reading = createReadingThreads(readReportWith(foreign));
  const metrics = createMetrics(dataSource, { ofProcess: parts.measureProcess ?? false });
  worker?.observe?.(metrics);
  const ports = createPorts(dataSource, {
    foreign,
    read: reading.read,
    observer: metrics,
    onError: (error) => log('import', error),
    onQueued: () => worker?.wake(),
    ...(parts.keepBytes === undefined ? {} : { keepBytes: parts.keepBytes }),
  });
  await ports.imports.endAbandonedJobs();
  const graphql = createGraphqlServer(http, log, metrics);
  await graphql.apollo.start();
  const identify = createIdentify({ adminToken, tokens: ports.tokens, verifyJwt });
  const door = createDoorkeeper(identify, createRateGuard(parts.rateLimits ?? NO_LIMITS), parts.trustProxy ?? 0);
  const subscriptions = createSubscriptions({ http, path: ENDPOINT, ports, admit: door.admit, log });
  const exporting = createExportHandler(
    { schema: hubSubgraph().schema, ports, openSnapshot: (visibility) => openSnapshot(dataSource, visibility) },
    log,
  );
  const ide = parts.ide(ENDPOINT);
  http.on(
    'request',
    createHandler({
      ...{ dataSource, ports, graphql, exporting, subscriptions, ide, door, metrics, log, requestLog },
      crossOrigin: createCrossOrigin(parts.corsOrigins ?? []),
      uploadLimits: parts.uploadLimits ?? UPLOAD_LIMITS,
    }),
  );
  const stop = async (): Promise<void> => {
    await subscriptions.stop();
    await graphql.apollo.stop();
    await worker?.stop();
    await reading.stop();
    await exporting.stop();
    await foreign.stop();
  };
  try {
    await listen(http, parts);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(http), stop };
}

function createPorts(dataSource: DataSource, imports: ImportOptions): Ports {
  // Each writes its statements when it is made, which takes longer than many a question.
  const readers: Readonly<Record<Visibility, ReportReader>> = {
    PUBLIC: createReportReader(dataSource, 'PUBLIC'),
    ALL: createReportReader(dataSource, 'ALL'),
  };
  return {
    readerFor: (visibility) => readers[visibility],
    imports: createImportService(dataSource, imports),
    tokens: createTokenService(dataSource),
    reviews: createReviewDesk(dataSource),
    quality: createQualityReader(dataSource),
  };
}
