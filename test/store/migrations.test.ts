import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import { MEASURES } from '../../src/domain/indicators';
import { APPLICATION_LINES, DISCLOSURE_LINES, OUTCOME_GROUPS, REVIEW_LINES } from '../../src/domain/statutory-form';
import { snakeCase } from '../../src/entities/snake-naming';
import { createImportService } from '../../src/imports/import-service';
import { FigureSql } from '../../src/store/figure-sql';
import { MIGRATIONS } from '../../src/store/migrations/migrations';
import { readMadeUp } from '../support/build-draft';
import { createBlankDatabase, type TestDatabase } from '../support/database';
import { importMadeUp } from '../support/store';

let databases: TestDatabase[] = [];
let dataSources: DataSource[] = [];
afterEach(async () => {
  for (const dataSource of dataSources) await dataSource.destroy();
  for (const database of databases) await database.drop();
  databases = [];
  dataSources = [];
});

async function blank(): Promise<DataSource> {
  const database = await createBlankDatabase();
  databases.push(database);
  const dataSource = await createDataSource(database.connection).initialize();
  dataSources.push(dataSource);
  return dataSource;
}

/** Columns, constraints and indexes as PostgreSQL describes them. */
async function schemaOf(dataSource: DataSource): Promise<readonly string[]> {
  const rows = await dataSource.query<{ line: string }[]>(
    `SELECT format('%s.%s %s %s %s %s', table_name, column_name, udt_name, coalesce(character_maximum_length, numeric_precision, datetime_precision),
        is_nullable, coalesce(column_default, identity_generation, collation_name)) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    ORDER BY line`,
  );
  return rows.map(({ line }) => line).filter((line) => !line.includes('migration'));
}

test('every migration goes up, down and up again to the same tables', async () => {
  const dataSource = await blank();
  const run = await dataSource.runMigrations();
  const first = await schemaOf(dataSource);
  for (const _ of run) await dataSource.undoLastMigration();
  expect(await schemaOf(dataSource)).toEqual([]);
  await dataSource.runMigrations();
  expect(await schemaOf(dataSource)).toEqual(first);
  expect(first.length).toBeGreaterThan(100);
});

test('narratives of reports that were there before become searchable', async () => {
  const dataSource = await blank();
  await dataSource.runMigrations();
  const imports = createImportService(dataSource, { read: readMadeUp });
  const reports = Array.from({ length: 3 }, (_, place) => ({ seed: place, narrative: `第${place}次公开，'\\` }));
  await importMadeUp(imports, [...reports, { year: 2023, narrative: '' }]);
  const sections = () => dataSource.query('SELECT * FROM narrative_section ORDER BY year, revision, place');
  const imported = await sections();
  expect(imported).toHaveLength(4);
  for (const _ of MIGRATIONS.slice(1)) await dataSource.undoLastMigration();
  await dataSource.runMigrations();
  expect(await sections()).toEqual(imported);
});

test('the migrations make what the entities describe, words of check constraints and conditions of indexes included', async () => {
  const migrated = await blank();
  await migrated.runMigrations();
  const described = await blank();
  await described.driver.createSchemaBuilder().build();
  expect(await schemaOf(migrated)).toEqual(await schemaOf(described));
});

test('every line and group total of the form has a column of its name, and every measure an expression', async () => {
  const dataSource = await blank();
  await dataSource.runMigrations();
  const rows = await dataSource.query<{ place: string }[]>(
    "SELECT table_name || '.' || column_name AS place FROM information_schema.columns WHERE table_schema = 'public'",
  );
  const places = new Set(rows.map(({ place }) => place));
  const wanted = [
    ...APPLICATION_LINES.map(({ code }) => `application_stats.${snakeCase(code)}`),
    ...Object.keys(OUTCOME_GROUPS).map((group) => `application_stats.${snakeCase(`outcomes.${group}.total`)}`),
    ...REVIEW_LINES.map(({ code }) => `review_litigation.${snakeCase(code)}`),
    ...DISCLOSURE_LINES.map(({ code }) => `proactive_disclosure.${snakeCase(code)}`),
  ];
  expect(wanted.filter((place) => !places.has(place))).toEqual([]);
  const figures = new FigureSql();
  const expressions = MEASURES.map(({ id }) => figures.measure(id, 'TOTAL'));
  await dataSource.query(`SELECT ${expressions.join(', ')} FROM annual_report AS report${figures.joins}`);
});
