/** What is measured of a hub, as Prometheus reads it. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { ImportItemStatus } from './domain/report';
import { connectionsOf } from './store/pool';

export interface Metrics {
  /** The root fields of an operation, which are as many as the schema has: names that clients choose would never end. */
  asked(operation: string, ok: boolean, seconds: number): void;
  answered(status: number, seconds: number): void;
  imported(status: ImportItemStatus): void;
  read(seconds: number): void;
  /** The text that Prometheus asks for, with its content type. */
  show(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const QUICK_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const READING_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];

/** @param ofProcess - memory, processor and garbage of the process too, for one hub in it */
export function createMetrics(dataSource: DataSource, { ofProcess }: { readonly ofProcess: boolean }): Metrics {
  const register = new Registry();
  const registers = [register];
  if (ofProcess) collectDefaultMetrics({ register });
  const operations = new Histogram({
    name: 'ogi_operation_seconds',
    help: 'Time to answer GraphQL operations, by their root fields',
    labelNames: ['operation', 'ok'],
    buckets: QUICK_S,
    registers,
  });
  const responses = new Histogram({
    name: 'ogi_response_seconds',
    help: 'Time from request to response, by status',
    labelNames: ['status'],
    buckets: QUICK_S,
    registers,
  });
  const items = new Counter({
    name: 'ogi_import_items_total',
    help: 'Items that this process and the workers beside it imported, by outcome',
    labelNames: ['status'],
    registers,
  });
  const readings = new Histogram({
    name: 'ogi_reading_seconds',
    help: 'Time that its reader was at a document; what it waited for its turn is not in it',
    buckets: READING_S,
    registers,
  });
  measurePool(dataSource, registers);
  measureQueue(dataSource, registers);
  return {
    asked: (operation, ok, seconds) => operations.observe({ operation, ok: String(ok) }, seconds),
    answered: (status, seconds) => responses.observe({ status }, seconds),
    imported: (status) => items.inc({ status }),
    read: (seconds) => readings.observe(seconds),
    show: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}

function measurePool(dataSource: DataSource, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'ogi_pool_connections',
    help: 'Connections to the database: busy, idle, and requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(connectionsOf(dataSource))) gauge.set({ state }, count);
    },
  });
}

const QUEUE = `SELECT count(*) AS jobs, coalesce(sum(CASE WHEN job.queued
    THEN (SELECT count(*) FROM import_pending AS pending WHERE pending.job_id = job.id AND NOT pending.parked)
    ELSE job.total - (SELECT count(*) FROM import_item AS item WHERE item.job_id = job.id) END), 0)::bigint AS items
  FROM import_job AS job WHERE job.finished_at IS NULL`;

function measureQueue(dataSource: DataSource, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'ogi_import_queue',
    help: 'Import jobs that are not finished, and their items without an outcome',
    labelNames: ['of'],
    registers,
    async collect() {
      gauge.reset();
      // Not known is not zero: while the database is away there is no line.
      const [row] = await dataSource.query<{ jobs: number; items: number }[]>(QUEUE).catch(() => []);
      if (row === undefined) return;
      gauge.set({ of: 'jobs' }, row.jobs);
      gauge.set({ of: 'items' }, row.items);
    },
  });
}
