/** A process that starts the embedded PostgreSQL in the directory given, prints the socket's directory, and stays. */
import { startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';

startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', durable: false }).then(({ connection }) => {
  console.log(connection.host);
  setInterval(() => {}, 1 << 30);
});
