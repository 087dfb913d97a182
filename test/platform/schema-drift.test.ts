import { createDataSource } from '../../ormconfig';
import { createTestDatabase } from '../support/database';

test('the migrations make exactly the tables that the entities describe', async () => {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.connection).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
});
