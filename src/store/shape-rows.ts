import type { DataSource, ObjectLiteral } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;

type Read<Source> = (source: Source) => unknown;

/**
 * Makes the objects of an entity out of rows of its table as the driver gives them. Which column goes where is what the entity says, nested
 * ones included.
 */
export function rowShaper<Entity extends ObjectLiteral>(
  dataSource: DataSource,
  entity: new () => Entity,
): (row: Row) => Entity {
  return shaperOf(dataSource, entity, (column) => (row: Row) => row[column]);
}

/** The same out of anything that values can be read from. @param readerOf - of a column, reads its value as the driver would give it */
export function shaperOf<Entity extends ObjectLiteral, Source>(
  dataSource: DataSource,
  entity: new () => Entity,
  readerOf: (column: string) => Read<Source>,
): (source: Source) => Entity {
  const shape = shapeOf(
    dataSource.getMetadata(entity).columns.map((column) => {
      const read = readerOf(column.databaseName);
      const hydrated: Read<Source> = (source) => dataSource.driver.prepareHydratedValue(read(source), column);
      return { path: column.propertyPath.split('.'), read: column.transformer === undefined ? read : hydrated };
    }),
  );
  return (source) => shape(source) as Entity;
}

interface Column<Source> {
  readonly path: readonly string[];
  readonly read: Read<Source>;
}

/** One pass an object, without looking for the place of each value: rows of table three are shaped by the hundred. */
function shapeOf<Source>(columns: readonly Column<Source>[]): (source: Source) => Row {
  const properties = [...new Set(columns.map(({ path }) => path[0] ?? ''))].map((name) => {
    const own = columns.filter(({ path }) => path[0] === name);
    const [first] = own;
    if (first?.path.length === 1) return { name, read: first.read };
    return { name, read: shapeOf(own.map(({ path, read }) => ({ path: path.slice(1), read }))) };
  });
  return (source) => {
    const shaped: Record<string, unknown> = {};
    for (const { name, read } of properties) shaped[name] = read(source);
    return shaped;
  };
}
