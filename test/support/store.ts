import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import type { ImportAnswer, ImportItemInput, ImportService } from '../../src/domain/importing';
import type { ImportMode } from '../../src/domain/report';
import { createImportService } from '../../src/imports/import-service';
import { type MadeUpReport, madeUp, readMadeUp } from './build-draft';
import { createTestDatabase, type TestDatabase } from './database';

/** A store of its own for one test file or test, and an import service that reads made-up reports into it. */
export interface TestStore {
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly imports: ImportService;
  close(): Promise<void>;
}

export async function openTestStore(onStatement?: (sql: string) => void): Promise<TestStore> {
  const database = await createTestDatabase();
  const options = onStatement === undefined ? {} : { onStatement };
  const dataSource = await createDataSource(database.connection, options).initialize();
  return {
    database,
    dataSource,
    imports: createImportService(dataSource, { read: readMadeUp }),
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Items of made-up reports, named #0, #1, … */
export function itemsOf(...reports: readonly MadeUpReport[]): readonly ImportItemInput[] {
  return reports.map((report, place) => ({ clientRef: `#${place}`, text: madeUp(report) }));
}

/** Imports made-up reports in one batch. */
export function importMadeUp(
  imports: ImportService,
  reports: readonly MadeUpReport[],
  mode: ImportMode = 'COMMIT',
): Promise<ImportAnswer> {
  return imports.importReports({ items: itemsOf(...reports), mode });
}

export const statusesOf = ({ items }: ImportAnswer): readonly string[] => items.map(({ status }) => status);
