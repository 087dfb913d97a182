/** What a worker of its own tells of itself: /metrics and /healthz, and nothing else. */
import { createServer } from 'node:http';
import { send, sendJson } from './http-messages';
import { listen, urlOf } from './listen';
import type { Metrics } from './metrics';

export interface WorkerMetrics {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param at - port 0 for any free one @throws when it is in use */
export async function serveMetrics(
  metrics: Metrics,
  at: { readonly host: string; readonly port: number },
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
  await listen(server, at);
  return {
    url: `${urlOf(server)}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
