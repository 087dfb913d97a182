/** The limit of what Node can do over the same tables: prepared statements handed on as JSON. Is posted the name of a statement and its values. */
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.PEER_DATABASE_URL, max: 10 });
const statements = JSON.parse(process.env.PEER_STATEMENTS);

async function answer(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { name, values } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const { rows } = await pool.query({ name, text: statements[name], values });
  return JSON.stringify({ data: rows });
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.setHeader('content-type', 'application/json').end(body),
    (error) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }));
process.on('message', () => process.send({ rss: process.memoryUsage.rss() }));
process.once('disconnect', () => process.exit());
