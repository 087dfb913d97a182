import { createServer, type Server } from 'node:net';
import { ConfigurationError } from '../../src/config';
import type { DatabaseConnection } from '../../src/domain/database-connection';
import { openDatabase } from '../../src/open-database';
import { createBlankDatabase, type TestDatabase } from '../support/database';
import { maintain, testServer } from '../support/test-server';

let database: TestDatabase | undefined;
let deaf: Server | undefined;
afterEach(async () => {
  await database?.drop();
  deaf?.close();
  database = undefined;
  deaf = undefined;
});

/** The connection as DATABASE_URL would name it; of a socket, the directory is the host. */
function urlOf(connection: DatabaseConnection): string {
  if ('url' in connection) return connection.url;
  return `postgres://${connection.user}@${encodeURIComponent(connection.host)}/${connection.database}`;
}

function open(databaseUrl: string, said: string[] = []): ReturnType<typeof openDatabase> {
  return openDatabase({ databaseUrl, dataDir: '/nowhere' }, (line) => said.push(line));
}

test('an empty database is migrated, and found migrated the next time', async () => {
  database = await createBlankDatabase();
  const said: string[] = [];
  const first = await open(urlOf(database.connection), said);
  await first.close();
  expect(said).toEqual([expect.stringMatching(/^Applied \d+ migrations? to the database\.$/)]);
  const second = await open(urlOf(database.connection), said);
  expect(await second.dataSource.showMigrations()).toBe(false);
  await second.close();
  expect(said).toHaveLength(1);
});

test('hubs that start at once on one empty database migrate it once', async () => {
  database = await createBlankDatabase();
  const url = urlOf(database.connection);
  const said: string[] = [];
  const opened = await Promise.all([open(url, said), open(url, said), open(url, said)]);
  for (const hub of opened) await hub.close();
  expect(said).toHaveLength(1);
});

test('a server that is not there is one sentence without the password', async () => {
  const opening = open('postgres://hub:hunter2@127.0.0.1:1/reports');
  await expect(opening).rejects.toThrow(ConfigurationError);
  await expect(opening).rejects.toThrow(
    /^DATABASE_URL must name a PostgreSQL that can be reached; 127\.0\.0\.1:1\/reports says: [^\n]*ECONNREFUSED[^\n]*\.$/,
  );
});

test('something that is no PostgreSQL is one sentence', async () => {
  deaf = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => deaf?.listen(0, '127.0.0.1', resolve));
  const address = deaf.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await expect(open(`postgres://127.0.0.1:${port}/reports`)).rejects.toThrow(
    /^DATABASE_URL must name a PostgreSQL that/,
  );
});

test('a database that does not exist is one sentence that names it', async () => {
  database = await createBlankDatabase();
  const url = urlOf(database.connection);
  await database.drop();
  await expect(open(url)).rejects.toThrow(/^DATABASE_URL must name .* says: database "ogi_test_\w+" does not exist\.$/);
});

test('a database of another encoding is refused, since it would not keep every character', async () => {
  const name = `${testServer().prefix}_ascii`;
  const [server] = await maintain(testServer(), "SELECT current_setting('server_version_num')::int AS version");
  const provider = Number(server?.version) >= 150_000 ? 'LOCALE_PROVIDER libc' : '';
  await maintain(
    testServer(),
    `CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'SQL_ASCII' ${provider} LOCALE 'C'`,
  );
  const url = urlOf(testServer().maintenance).replace(/\/[^/?]*(?=$|\?)/, `/${name}`);
  await expect(open(url)).rejects.toThrow(
    /^DATABASE_URL must name a database whose encoding is UTF8; .* is SQL_ASCII\.$/,
  );
});
