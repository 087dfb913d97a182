/** What a worker of its own tells of itself: /metrics and /healthz, and nothing else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { send, sendJson } from './http-messages';
import type { Metrics } from './metrics';

export interface WorkerMetrics {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param port - 0 for any free one @throws when it is in use */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<WorkerMetrics> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
    if (path !== '/metrics')
      return sendJson(response, 404, { errors: [{ message: 'There is /metrics and /healthz.' }] });
    metrics.show().then(
      ({ contentType, text }) => send(response, 200, text, { 'Content-Type': contentType }),
      () => sendJson(response, 500, { errors: [{ message: 'What is measured cannot be shown now.' }] }),
    );
  });
  await listening(server, host, port);
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
