import { DefaultNamingStrategy, type Table } from 'typeorm';

const columns = new Map<string, string>();

/**
 * outcomes.withheld.stateSecrets → outcomes_withheld_state_secrets: the one rule from a property path or line code to its column. There are some hundred
 * paths, and every question names many of them.
 */
export function snakeCase(path: string): string {
  let column = columns.get(path);
  if (column === undefined) {
    column = path
      .replaceAll('.', '_')
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase();
    columns.set(path, column);
  }
  return column;
}

/** Columns in snake case, embedded ones after their whole path; readable names of keys. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: string[]): string {
    return snakeCase([...embeddedPrefixes, customName ?? propertyName].join('.'));
  }

  override primaryKeyName(tableOrName: Table | string): string {
    return `${this.getTableName(tableOrName)}_pkey`;
  }
}
