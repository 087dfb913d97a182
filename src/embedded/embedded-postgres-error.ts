/** The embedded PostgreSQL cannot run here. The message is for the person who started the hub and says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Another hub has the database open. */
export class DatabaseInUseError extends EmbeddedPostgresError {}

/** Ends every message about a machine on which the embedded PostgreSQL cannot run. */
export const USE_DATABASE_URL = 'Set DATABASE_URL to use a PostgreSQL of your own (14 or newer).';
