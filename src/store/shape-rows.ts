import type { DataSource, ObjectLiteral } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Makes the objects of an entity out of rows of its table as the driver gives them. Which column goes where is what the entity says, nested
 * ones included.
 */
export function rowShaper<Entity extends ObjectLiteral>(
  dataSource: DataSource,
  entity: new () => Entity,
): (row: Row) => Entity {
  const shape = shapeOf(
    dataSource.getMetadata(entity).columns.map((column) => ({
      path: column.propertyPath.split('.'),
      read:
        column.transformer === undefined
          ? (row: Row) => row[column.databaseName]
          : (row: Row) => dataSource.driver.prepareHydratedValue(row[column.databaseName], column),
    })),
  );
  return (row) => shape(row) as Entity;
}

interface Column {
  readonly path: readonly string[];
  readonly read: (row: Row) => unknown;
}

/** One pass an object, without looking for the place of each value: rows of table three are shaped by the hundred. */
function shapeOf(columns: readonly Column[]): (row: Row) => Row {
  const properties = [...new Set(columns.map(({ path }) => path[0] ?? ''))].map((name) => {
    const own = columns.filter(({ path }) => path[0] === name);
    const [first] = own;
    if (first?.path.length === 1) return { name, read: first.read };
    return { name, read: shapeOf(own.map(({ path, read }) => ({ path: path.slice(1), read }))) };
  });
  return (row) => {
    const shaped: Record<string, unknown> = {};
    for (const { name, read } of properties) shaped[name] = read(row);
    return shaped;
  };
}
