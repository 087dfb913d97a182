/**
 * Where the PostgreSQL server is: a connection URL (`postgres://…`), or the parts of a connection.
 * `host` is a host name, or the directory of a unix socket when it starts with "/".
 */
export type DatabaseConnection =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port?: number;
      readonly user: string;
      readonly database: string;
    };
