import type { Role } from '../domain/access';
import { type HubClient, HubError } from './hub-client';

interface ShownToken {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly regions: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

const FIELDS = 'id name prefix role regions createdAt createdBy expiresAt lastUsedAt revokedAt revokedBy';

const WHETHER = 'If hub token list has it now, revoke it: nobody knows that token. Then make another.';

/** A line for a person, or an object for a program. */
export async function createTokenThere(hub: HubClient, input: object, forPerson: boolean): Promise<string> {
  const query = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token apiToken { ${FIELDS} } } }`;
  const { createApiToken } = await hub.ask<{ createApiToken: { token: string } }>(query, { input }, WHETHER);
  return forPerson ? `${createApiToken.token}\nIt is shown this once; keep it well.` : JSON.stringify(createApiToken);
}

export async function listTokens(hub: HubClient, forPerson: boolean): Promise<readonly string[]> {
  const { apiTokens } = await hub.ask<{ apiTokens: readonly ShownToken[] }>(`{ apiTokens { ${FIELDS} } }`);
  return apiTokens.map((token) => (forPerson ? shown(token) : JSON.stringify(token)));
}

export async function revokeTokenThere(hub: HubClient, id: string, forPerson: boolean): Promise<string> {
  const query = `mutation ($id: ID!) { revokeApiToken(id: $id) { ${FIELDS} } }`;
  const { revokeApiToken } = await hub.ask<{ revokeApiToken: ShownToken | null }>(query, { id });
  if (revokeApiToken === null) throw new HubError(`There is no token of the id ${id}; hub token list has them all.`);
  return forPerson ? shown(revokeApiToken) : JSON.stringify(revokeApiToken);
}

/** A line for a person. */
export function shown(token: ShownToken): string {
  const { id, name, prefix, role, regions, lastUsedAt } = token;
  const bounds = regions === null ? '' : ` of ${regions.join(', ')}`;
  return `${id}  ${prefix}…  ${role}${bounds}  ${name}  ${endOf(token)}, last used ${lastUsedAt ?? 'never'}`;
}

function endOf({ expiresAt, revokedAt, revokedBy }: ShownToken): string {
  if (revokedAt !== null) return `revoked ${revokedAt}${revokedBy === null ? '' : ` by ${revokedBy}`}`;
  if (expiresAt === null) return 'without end';
  return `${Date.parse(expiresAt) <= Date.now() ? 'expired' : 'until'} ${expiresAt}`;
}
