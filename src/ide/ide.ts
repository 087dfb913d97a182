/** The GraphiQL page: everything it loads comes from the hub itself, so it works without a network. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EXAMPLE_QUERIES } from './example-queries';

interface Asset {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
}

/** What the page may do: run its own script and workers, ask its own server. The editor writes its styles as it runs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const compress = promisify(gzip);

/** Answers a request and returns true when it is for the page or a part of it; returns false otherwise, having done nothing. */
export type IdeHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the page at `/` and its parts below `/ide/`.
 * @param endpoint - path of the GraphQL endpoint on the same server, e.g. /graphql
 */
export function createIde(endpoint: string): IdeHandler {
  const sources = assetSources(endpoint);
  const assets = new Map<string, Promise<Asset>>();
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const source = sources.get(path);
    if (source === undefined) return false;
    const asset = assets.get(path) ?? loadAsset(source);
    assets.set(path, asset);
    asset.then(
      (loaded) => send(loaded, request, response),
      () => response.writeHead(500).end(),
    );
    return true;
  };
}

interface AssetSource {
  readonly contentType: string;
  /** Loaded when first asked for: the editor is 9 MB of text that a hub without visitors need not hold. */
  readonly load: () => Promise<string>;
}

function assetSources(endpoint: string): ReadonlyMap<string, AssetSource> {
  type Part = Exclude<keyof typeof import('@graphql-yoga/render-graphiql/graphiql'), 'default'>;
  const part = (contentType: string, name: Part): AssetSource => ({
    contentType,
    load: async () => (await import('@graphql-yoga/render-graphiql/graphiql'))[name],
  });
  const own = (contentType: string, text: string): AssetSource => ({ contentType, load: async () => text });
  return new Map([
    ['/', own('text/html; charset=utf-8', PAGE)],
    ['/ide/start.js', own(JAVASCRIPT, startScript(endpoint))],
    ['/ide/icon.svg', own('image/svg+xml', ICON)],
    ['/ide/graphiql.js', part(JAVASCRIPT, 'js')],
    ['/ide/graphiql.css', part('text/css; charset=utf-8', 'css')],
    ['/ide/worker-editor.js', part(JAVASCRIPT, 'editorWorkerService')],
    ['/ide/worker-json.js', part(JAVASCRIPT, 'jsonWorker')],
    ['/ide/worker-graphql.js', part(JAVASCRIPT, 'graphqlWorker')],
  ]);
}

async function loadAsset({ contentType, load }: AssetSource): Promise<Asset> {
  const plain = Buffer.from(await load());
  const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { contentType, plain, gzipped: await compress(plain), etag };
}

function send(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', asset.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === asset.etag) {
    response.writeHead(304).end();
    return;
  }
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = zipped ? asset.gzipped : asset.plain;
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(200, { 'Content-Type': asset.contentType, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f6feb"/>' +
  '<path d="M9 7h10l4 4v14H9z" fill="#fff"/><path d="M12 14h8M12 18h8M12 22h5" stroke="#1f6feb" stroke-width="1.8"/></svg>';

const PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>政府信息公开年报 · GraphQL</title>
    <link rel="icon" href="/ide/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/ide/graphiql.css">
    <style>body { margin: 0; } #root { height: 100vh; }</style>
  </head>
  <body class="no-focus-outline">
    <noscript>This page needs JavaScript; the GraphQL endpoint does not.</noscript>
    <div id="root"></div>
    <script src="/ide/graphiql.js" defer></script>
    <script src="/ide/start.js" defer></script>
  </body>
</html>
`;

function startScript(endpoint: string): string {
  const options = {
    endpoint,
    title: 'OGI hub',
    logo: '<img src="/ide/icon.svg" alt="" width="28" height="28">',
    defaultTabs: EXAMPLE_QUERIES,
    headers: '{}',
  };
  return `const workers = {
  editorWorkerService: '/ide/worker-editor.js',
  json: '/ide/worker-json.js',
  graphql: '/ide/worker-graphql.js',
};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify(options)});
`;
}
