/** PostGraphile 5 with aggregates and filters over the schema `peer`. Says by message where it listens, and what it holds in memory when asked. */
import { createServer } from 'node:http';
import { PgAggregatesPreset } from '@graphile/pg-aggregates';
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import { grafserv } from 'grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';

const instance = postgraphile({
  extends: [
    PostGraphileAmberPreset,
    PgSimplifyInflectionPreset,
    PostGraphileConnectionFilterPreset,
    PgAggregatesPreset,
  ],
  pgServices: [
    makePgService({ connectionString: process.env.PEER_DATABASE_URL, schemas: ['peer'], poolConfig: { max: 10 } }),
  ],
  // It would leave only indexed columns to be grouped, filtered and ordered by.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  grafserv: { watch: false, graphiql: false, maxRequestLength: 100_000 },
  grafast: { explain: false },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }));
process.on('message', () => process.send({ rss: process.memoryUsage.rss() }));
process.once('disconnect', () => process.exit());
