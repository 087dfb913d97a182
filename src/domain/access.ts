/** Who may do what, and the tokens by which programs and people say who they are. */

/** What an asker may do, each role all that the one before it may. */
export const ROLES = ['VIEWER', 'EDITOR', 'REVIEWER', 'ADMIN'] as const;
/** VIEWER asks; EDITOR imports and corrects; REVIEWER decides what is published; ADMIN may do everything. */
export type Role = (typeof ROLES)[number];

/** A token as it may be shown: what is secret of it is stored nowhere. */
export interface ApiToken {
  readonly id: string;
  /** Whose it is or what it is for; the audit log names its holder so. */
  readonly name: string;
  /** The first characters, by which its holder knows it again. */
  readonly prefix: string;
  readonly role: Role;
  /** Codes of the regions that its holder is bound to; null for none. */
  readonly regions: readonly string[] | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Null: never. */
  readonly expiresAt: Date | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** As the audit log names them; null also of one that was revoked before this was kept. */
  readonly revokedBy: string | null;
}

export interface NewApiToken {
  readonly name: string;
  readonly role: Role;
  readonly regions?: readonly string[] | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** A token just made; `token` is shown this once. */
export interface MadeApiToken {
  readonly token: string;
  readonly apiToken: ApiToken;
}

/** Makes, revokes and finds tokens; for administrators, which the caller has made sure of. */
export interface TokenService {
  /**
   * @param actor - who makes it
   * @throws InvalidTokenAskError when there can be no such token
   */
  create(asked: NewApiToken, actor: string): Promise<MadeApiToken>;
  /** Ends a token at once, for good; null when there is none of the id. One that was revoked before stays as it is. */
  revoke(id: string, actor: string): Promise<ApiToken | null>;
  /** All that were ever made, newest first. */
  list(): Promise<readonly ApiToken[]>;
  /** The token, whatever has become of it, and notes that it was used; null when there is none. */
  find(token: string): Promise<ApiToken | null>;
}

/** A token cannot be made as asked; the message says why, and is shown to the administrator. */
export class InvalidTokenAskError extends Error {
  override readonly name = 'InvalidTokenAskError';
}
