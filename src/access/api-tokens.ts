import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ApiToken, InvalidTokenAskError, type NewApiToken, type TokenService } from '../domain/access';
import { regionByCode } from '../gazetteer/regions';
import { type Store, sessionOf } from '../store/session';
import { insertToken, loadTokens, noteUse, revokeToken, tokenOfHash } from '../store/token-store';

/** Begins every token, so that scanners for leaked secrets can know one. */
const MARK = 'ogi_';
const SHOWN = MARK.length + 6;
const FORM = /^ogi_[\w-]{43}$/;
const MAX_NAME = 100;
const MINUTE_MS = 60_000;

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Tokens in the store; a revoked one is refused from the next request on, in every process. */
export function createTokenService(store: Store): TokenService {
  const session = sessionOf(store);
  return {
    async create(asked, actor) {
      checkAsked(asked);
      const token = MARK + randomBytes(32).toString('base64url');
      const apiToken = await insertToken(session, {
        id: randomUUID(),
        name: asked.name,
        prefix: token.slice(0, SHOWN),
        sha256: sha256(token),
        role: asked.role,
        regions: asked.regions ?? null,
        createdBy: actor,
        expiresAt: asked.expiresAt ?? null,
      });
      return { token, apiToken };
    },
    revoke: (id, actor) => revokeToken(session, id, actor),
    list: () => loadTokens(session),
    async find(token) {
      if (!FORM.test(token)) return null;
      const found = await tokenOfHash(session, sha256(token));
      if (found !== null && usable(found) && !justUsed(found)) await noteUse(session, found.id);
      return found;
    },
  };
}

const usable = ({ revokedAt, expiresAt }: ApiToken): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt.getTime() > Date.now());

const justUsed = ({ lastUsedAt }: ApiToken): boolean =>
  lastUsedAt !== null && lastUsedAt.getTime() > Date.now() - MINUTE_MS;

function checkAsked({ name, role, regions, expiresAt }: NewApiToken): void {
  if (name.trim() === '' || name.length > MAX_NAME || /[\p{Cc}\p{Surrogate}]/u.test(name))
    throw new InvalidTokenAskError(`name must have 1 to ${MAX_NAME} characters, and say whose token it is.`);
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw new InvalidTokenAskError('expiresAt must be in the future.');
  if (!regions) return;
  if (role !== 'EDITOR' && role !== 'REVIEWER')
    throw new InvalidTokenAskError('Only an EDITOR or a REVIEWER can be bound to regions.');
  if (regions.length === 0) throw new InvalidTokenAskError('regions must name one or more; leave it out for all.');
  const unknown = regions.find((code) => regionByCode(code) === undefined);
  if (unknown !== undefined) throw new InvalidTokenAskError(`${unknown} is no code of a region (GB/T 2260).`);
}
