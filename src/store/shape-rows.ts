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
  const columns = dataSource.getMetadata(entity).columns.map((column) => {
    const path = column.propertyPath.split('.');
    return {
      name: column.databaseName,
      within: path.slice(0, -1),
      property: path.at(-1) ?? '',
      convert: (value: unknown): unknown =>
        column.transformer === undefined ? value : dataSource.driver.prepareHydratedValue(value, column),
    };
  });
  return (row) => {
    const shaped: Record<string, unknown> = {};
    for (const { name, within, property, convert } of columns) {
      let place = shaped;
      for (const step of within) {
        place[step] ??= {};
        place = place[step] as Record<string, unknown>;
      }
      place[property] = convert(row[name]);
    }
    return shaped as Entity;
  };
}
