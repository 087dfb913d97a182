/** One statement on a connection, told what the driver would ask and ask again: what columns it answers with, and under which limits it runs. */
import { type ClientBase, type Connection, Query } from 'pg';
import { inOneWrite } from './one-write';
import type { Row } from './shape-rows';

/** Of one row as the server sends it; null for NULL. */
type Cells = readonly (string | null)[];
/** Makes the object of a row. */
type ReadRow = (cells: Cells) => Row;

/** Values of one statement, and the name by which its connection keeps its plan; without a name it is planned for these values alone. */
export interface Statement {
  readonly name?: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What holds for one statement alone, which can write nothing then. */
export interface StatementLimits {
  readonly mostMs: number;
  /** A plan for whatever values, made once, that one process carries out; without it the server decides. */
  readonly anyValues: boolean;
}

/** The driver's connection and query, as far as its types do not say it. */
type Wire = Connection & {
  readonly parsedStatements: Readonly<Record<string, string>>;
  bind(config: object): void;
  execute(config: object): void;
};
interface DriverQuery {
  callback(error: unknown, answer?: { readonly rows: readonly object[] }): void;
  submit(wire: Wire): Error | null;
  name: string | undefined;
  queryMode: 'extended';
}
type Described = { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] };
const DriverQuery = Query as unknown as new (
  text: string,
  values: readonly unknown[],
  callback: DriverQuery['callback'],
) => DriverQuery;

/** By name, of each connection: a statement that is planned answers with the same columns, or the server refuses it. */
const columnsOf = new WeakMap<ClientBase, Map<string, ReadRow>>();

/** To be called when a connection lets go of a plan. */
export const forgetColumns = (client: ClientBase, name: string): void => void columnsOf.get(client)?.delete(name);

/** Written out, since it is done for every row: to give an object one property after the other takes several times as long. Nothing goes in but names of columns. */
function readRowOf(client: ClientBase, fields: Described['fields']): ReadRow {
  const readers = fields.map(({ dataTypeID }) => client.getTypeParser(dataTypeID, 'text'));
  const cells = fields.map(
    ({ name }, place) =>
      `${JSON.stringify(name)}: cells[${place}] === null ? null : readers[${place}](cells[${place}])`,
  );
  const read = new Function('readers', 'cells', `return { ${cells.join(', ')} };`);
  return (row) => read(readers, row);
}

const quietOf = new WeakMap<Wire, Wire>();

/** The connection without the question what columns there are. */
function quiet(wire: Wire): Wire {
  const known = quietOf.get(wire);
  if (known !== undefined) return known;
  const made = Object.create(wire, { describe: { value: () => undefined } }) as Wire;
  quietOf.set(wire, made);
  return made;
}

const setLocal = (name: string, value: string): string => `set_config('${name}', ${value}, true)`;
const LIMITS = `SELECT ${setLocal('statement_timeout', '$1')}, ${setLocal('transaction_read_only', "'on'")}`;
/** What is planned once is soon over: to begin parallel workers, which the server thinks worth it for whatever values, takes ten times as long as the work. */
const ONCE = `${setLocal('plan_cache_mode', "'force_generic_plan'")}, ${setLocal('max_parallel_workers_per_gather', "'0'")}`;
const LIMITED = {
  served: { name: 'limits', text: LIMITS },
  anyValues: { name: 'limits_any', text: `${LIMITS}, ${ONCE}` },
};
const limitedBy = ({ anyValues }: StatementLimits) => (anyValues ? LIMITED.anyValues : LIMITED.served);

/** The driver sends it, and this reads its rows. Messages up to a sync are one transaction: limits set before the statement end with it. */
class SentStatement extends DriverQuery {
  readonly #rows: Row[] = [];
  #readRow: ReadRow | undefined;
  /** Statements before this one that are to complete, whose rows are of no interest. */
  #before: number;
  #failure: unknown;

  constructor(
    private readonly client: ClientBase,
    private readonly statement: Statement,
    private readonly limits: StatementLimits | null,
    callback: DriverQuery['callback'],
  ) {
    const { name, text, values } = statement;
    // Whatever else is told to the driver at once it copies, which takes as long as all the rest.
    super(text, values, callback);
    this.name = name;
    this.queryMode = 'extended';
    this.#readRow = name === undefined ? undefined : columnsOf.get(client)?.get(name);
    this.#before = limits === null ? 0 : 1;
  }

  override submit(wire: Wire): Error | null {
    const { name } = this.statement;
    const isKnown = this.#readRow !== undefined && name !== undefined && wire.parsedStatements[name] !== undefined;
    if (this.limits !== null) {
      wire.bind({ statement: limitedBy(this.limits).name, values: [String(this.limits.mostMs)] });
      wire.execute({});
    }
    return super.submit(isKnown ? quiet(wire) : wire);
  }

  handleRowDescription({ fields }: Described): void {
    const { client } = this;
    this.#readRow = readRowOf(client, fields);
    const { name } = this.statement;
    if (name === undefined) return;
    const known = columnsOf.get(client) ?? new Map<string, ReadRow>();
    columnsOf.set(client, known.set(name, this.#readRow));
  }

  handleDataRow({ fields }: { readonly fields: Cells }): void {
    if (this.#before > 0 || this.#failure !== undefined) return;
    try {
      if (this.#readRow === undefined) throw new Error('a row came before its columns were told');
      this.#rows.push(this.#readRow(fields));
    } catch (error) {
      this.#failure = error;
    }
  }

  handleCommandComplete(): void {
    this.#before -= 1;
  }

  handleError(error: unknown): void {
    this.callback(this.#failure ?? error);
  }

  handleReadyForQuery(): void {
    // What traces statements puts a callback of its own around it.
    if (this.#failure !== undefined) this.callback(this.#failure);
    else this.callback(null, { rows: this.#rows });
  }
}

/**
 * Sends a statement and answers its rows, as the driver would.
 * @param limits - when given, the statement is a transaction of its own that reads, whatever it says
 */
export function tell<Rows>(client: ClientBase, statement: Statement, limits: StatementLimits | null): Promise<Rows> {
  return new Promise((answer, refuse) => {
    inOneWrite(client, () => {
      if (limits !== null) prepareLimits(client, limits);
      const heard: DriverQuery['callback'] = (error, found) =>
        found === undefined ? refuse(error) : answer(found.rows as Rows);
      client.query(new SentStatement(client, statement, limits, heard) as never);
    });
  });
}

/** Once a connection: the name is kept when the server has parsed it, and what is sent behind it is read after it. */
function prepareLimits(client: ClientBase, limits: StatementLimits): void {
  const { parsedStatements } = (client as unknown as { readonly connection: Wire }).connection;
  const { name, text } = limitedBy(limits);
  if (parsedStatements[name] !== undefined) return;
  client.query({ name, text, values: ['0'] }).catch(() => undefined);
}
