import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** So long, and at most twice as long, a connection stays at hand that nobody uses. */
const AT_HAND_MS = 10;

const heard = new WeakSet<PoolClient>();
const lost = new WeakSet<PoolClient>();

/** Keeps the connection that was used last for whoever comes next: the pool sets and clears a timer and tells its listeners whenever one is given back and taken again. */
class ConnectionAtHand {
  #kept: PoolClient | null = null;
  #wasUsed = false;
  #isWatched = false;

  constructor(private readonly pool: Pool) {}

  get count(): number {
    return this.#kept === null ? 0 : 1;
  }

  take(): PoolClient | null {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null || !lost.has(kept)) return kept;
    kept.release();
    return null;
  }

  /** Where all are in use it goes back at once: somebody may be waiting. */
  give(client: PoolClient): void {
    const { ending, idleCount, totalCount, options } = this.pool;
    const isFull = idleCount === 0 && totalCount >= options.max;
    if (this.#kept !== null || isFull || ending || lost.has(client)) {
      client.release();
      return;
    }
    this.#kept = client;
    this.#wasUsed = true;
    if (!this.#isWatched) this.#watch();
  }

  #watch(): void {
    this.#isWatched = true;
    setTimeout(() => {
      this.#isWatched = false;
      if (this.#kept === null) return;
      if (this.#wasUsed) this.#watch();
      else this.take()?.release();
      this.#wasUsed = false;
    }, AT_HAND_MS);
  }
}

const atHand = new WeakMap<Pool, ConnectionAtHand>();

export const poolOf = ({ driver }: DataSource): Pool => (driver as unknown as { readonly master: Pool }).master;

function atHandOf(pool: Pool): ConnectionAtHand {
  const known = atHand.get(pool);
  if (known !== undefined) return known;
  const made = new ConnectionAtHand(pool);
  atHand.set(pool, made);
  return made;
}

/** How many connections there are, and how many askers wait for one. */
export function connectionsOf(dataSource: DataSource): Readonly<Record<'busy' | 'idle' | 'waiting', number>> {
  const pool = poolOf(dataSource);
  const idle = pool.idleCount + atHandOf(pool).count;
  return { busy: pool.totalCount - idle, idle, waiting: pool.waitingCount };
}

/**
 * A connection of the pool for as long as the work takes, which has to leave no transaction open. One that is lost fails what is asked through it, and is
 * not given out again.
 */
export async function onConnection<Result>(
  dataSource: DataSource,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const pool = poolOf(dataSource);
  const last = atHandOf(pool);
  const client = last.take() ?? (await pool.connect());
  // Without a listener Node would end the process when the connection is lost.
  if (!heard.has(client)) {
    heard.add(client);
    client.on('error', () => lost.add(client));
  }
  try {
    return await work(client);
  } finally {
    last.give(client);
  }
}
