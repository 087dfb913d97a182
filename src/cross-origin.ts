/** Which pages of other sites a browser lets read answers: none, unless the hub is told their origins. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A preflight is asked again after so many seconds. */
const MAX_AGE = '7200';

/** Says on a response who may read it; answers a preflight whole, which is told by true. */
export type CrossOrigin = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Pages ask as the public: no token and no cookie of theirs is let through, so that nobody can be made to use their own there.
 * @param origins - such as https://example.org; `*` is every one
 */
export function createCrossOrigin(origins: readonly string[]): CrossOrigin {
  const isOpen = origins.includes('*');
  const known = new Set(origins);
  return (request, response) => {
    const { origin } = request.headers;
    if (origin === undefined || origins.length === 0) return false;
    // Whoever keeps answers for others keeps one for each origin.
    if (!isOpen) response.setHeader('Vary', 'Origin');
    if (!isOpen && !known.has(origin)) return false;
    response.setHeader('Access-Control-Allow-Origin', isOpen ? '*' : origin);
    response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After, Content-Disposition');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
    response.writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type, Apollo-Require-Preflight',
      'Access-Control-Max-Age': MAX_AGE,
    });
    response.end();
    return true;
  };
}
