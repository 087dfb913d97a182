/** A process that imports one batch, and kills itself when it would send its n-th statement. */
import { createDataSource } from '../../ormconfig';
import type { DatabaseConnection } from '../../src/domain/database-connection';
import type { ImportBatch } from '../../src/domain/importing';
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from './build-draft';

const { connection, batch, statements } = JSON.parse(process.argv[2] ?? '') as {
  readonly connection: DatabaseConnection;
  readonly batch: ImportBatch;
  readonly statements: number;
};

let sent = 0;
const onStatement = (): void => {
  sent += 1;
  if (sent === statements) process.kill(process.pid, 'SIGKILL');
};

createDataSource(connection, { onStatement })
  .initialize()
  .then(async (dataSource) => {
    await createImportService(dataSource, { read: readMadeUp }).importReports(batch);
    await dataSource.destroy();
  });
