import type { DataSource, ObjectLiteral } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;

export interface Reading {
  /** How the value of a column is written down: an expression over `row`. */
  readonly of?: (column: string) => string;
  /** The properties that are read; all, when none are named. */
  readonly only?: readonly string[] | undefined;
}

const ofRow = (column: string): string => `row[${JSON.stringify(column)}]`;

/**
 * Makes the objects of an entity out of rows of its table as the driver gives them. Which column goes where is what the entity says, nested
 * ones included.
 */
export function rowShaper<Entity extends ObjectLiteral, Source = Row>(
  dataSource: DataSource,
  entity: new () => Entity,
  { of = ofRow, only }: Reading = {},
): (row: Source) => Entity {
  const all = dataSource.getMetadata(entity).columns;
  const columns = only === undefined ? all : all.filter(({ propertyPath }) => only.includes(propertyPath));
  const hydrate = columns.map((column) => (value: unknown) => dataSource.driver.prepareHydratedValue(value, column));
  const shaped = writeObject(
    columns.map(({ propertyPath, databaseName, transformer }, place) => ({
      path: propertyPath.split('.'),
      read: transformer === undefined ? of(databaseName) : `hydrate[${place}](${of(databaseName)})`,
    })),
  );
  // Written out, since rows of table three are shaped by the hundred. Nothing goes in but the names that entities give.
  const shape = new Function('hydrate', 'row', `return ${shaped};`);
  return (row) => shape(hydrate, row) as Entity;
}

interface Column {
  readonly path: readonly string[];
  readonly read: string;
}

/** An object literal with as many within it as the paths have steps. */
function writeObject(columns: readonly Column[]): string {
  const names = [...new Set(columns.map(({ path }) => path[0] ?? ''))];
  const properties = names.map((name) => {
    const own = columns.filter(({ path }) => path[0] === name);
    const [first] = own;
    const value =
      first?.path.length === 1 ? first.read : writeObject(own.map(({ path, read }) => ({ path: path.slice(1), read })));
    return `${JSON.stringify(name)}: ${value}`;
  });
  return `{ ${properties.join(', ')} }`;
}
