import type { ApiToken } from '../domain/access';
import type { AuditChange } from '../domain/reviewing';
import { insertAuditEntry, noteApart } from './audit-store';
import type { Database } from './bindings';
import { isUuid } from './job-store';
import type { Session } from './session';

const COLUMNS =
  'id, name, prefix, role, regions, created_at AS "createdAt", created_by AS "createdBy", expires_at AS "expiresAt",' +
  ' last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", revoked_by AS "revokedBy"';

type TokenToStore = Omit<ApiToken, 'createdAt' | 'lastUsedAt' | 'revokedAt' | 'revokedBy'> & {
  readonly sha256: string;
};

export function insertToken(session: Session, token: TokenToStore): Promise<ApiToken> {
  return session.transaction(async (database) => {
    const made = await insertTokenRow(database, token);
    await insertAuditEntry(database, noteApart(made.createdBy, 'ISSUE', changesOf(made)));
    return made;
  });
}

const shown = ({ name, prefix }: Pick<ApiToken, 'name' | 'prefix'>): string => `${name} (${prefix}…)`;

/** What a token opens, and until when; null for all, and for ever. */
const changesOf = ({ name, prefix, role, regions, expiresAt }: ApiToken): readonly AuditChange[] => [
  { what: 'token', before: null, after: shown({ name, prefix }) },
  { what: 'role', before: null, after: role },
  { what: 'regions', before: null, after: regions?.join(' ') ?? null },
  { what: 'expiresAt', before: null, after: expiresAt?.toISOString() ?? null },
];

async function insertTokenRow(database: Database, token: TokenToStore): Promise<ApiToken> {
  const [row] = await database.query<ApiToken[]>(
    'INSERT INTO api_token (id, name, prefix, sha256, role, regions, created_by, expires_at)' +
      ` VALUES ($1, $2, $3, $4, $5, $6::char(6)[], $7, $8) RETURNING ${COLUMNS}`,
    [
      token.id,
      token.name,
      token.prefix,
      token.sha256,
      token.role,
      token.regions,
      token.createdBy,
      token.expiresAt?.toISOString() ?? null,
    ],
  );
  if (row === undefined) throw new Error('a token was not stored');
  return row;
}

/** Null when there is none. Who revokes one that is revoked already changes nothing. */
export async function revokeToken(session: Session, id: string, actor: string): Promise<ApiToken | null> {
  if (!isUuid(id)) return null;
  return session.transaction(async (database) => {
    const revoked = await database.query<ApiToken[]>(
      'WITH revoked AS (UPDATE api_token SET revoked_at = now(), revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING *)' +
        ` SELECT ${COLUMNS} FROM revoked`,
      [id, actor],
    );
    for (const { name, prefix } of revoked)
      await insertAuditEntry(
        database,
        noteApart(actor, 'REVOKE', [{ what: 'token', before: shown({ name, prefix }), after: null }]),
      );
    const [token] =
      revoked.length > 0
        ? revoked
        : await database.query<ApiToken[]>(`SELECT ${COLUMNS} FROM api_token WHERE id = $1`, [id]);
    return token ?? null;
  });
}

/** All, newest first. */
export function loadTokens(database: Database): Promise<readonly ApiToken[]> {
  return database.query<ApiToken[]>(`SELECT ${COLUMNS} FROM api_token ORDER BY created_at DESC, id`);
}

/** By one look into an index of hashes: how long that takes says nothing about tokens that there are. */
export async function tokenOfHash(database: Database, sha256: string): Promise<ApiToken | null> {
  const [row] = await database.query<ApiToken[]>(`SELECT ${COLUMNS} FROM api_token WHERE sha256 = $1`, [sha256]);
  return row ?? null;
}

/** Notes a use, unless one was noted within the last minute: a busy token is not written to at every request. */
export async function noteUse(database: Database, id: string): Promise<void> {
  await database.query(
    "UPDATE api_token SET last_used_at = now() WHERE id = $1 AND coalesce(last_used_at <= now() - interval '1 minute', true)",
    [id],
  );
}
