import { connect } from 'node:net';
import { createIde } from '../../src/ide/ide';
import { startServer } from '../../src/server';
import { startTestHub } from '../support/hub';

test('stopping finishes what is under way and takes nothing new', async () => {
  const hub = await startTestHub();
  const { port } = new URL(hub.url);
  const body = JSON.stringify({ query: '{ agencies { totalCount } }' });
  const socket = connect(Number(port), '127.0.0.1');
  const received = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
  const head = `POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  // 100 Continue is the hub's word that the request is under way.
  socket.write(`${head}Expect: 100-continue\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));

  const stopped = hub.stop();
  socket.write(body);

  expect(await received).toContain('{"data":{"agencies":{"totalCount":0}}}');
  await stopped;
  await expect(fetch(`${hub.url}/healthz`)).rejects.toThrow();
});

test('an address in use is said by the error of listening', async () => {
  const hub = await startTestHub();
  const again = startServer({
    dataSource: hub.dataSource,
    adminToken: 'token-of-another-hub',
    host: '127.0.0.1',
    port: Number(new URL(hub.url).port),
    ide: createIde,
  });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await hub.stop();
});
