export interface GeneratedFile {
  /** Path from the root of the project. */
  readonly file: string;
  /** The whole text of the file, the last line end included. */
  readonly make: () => string | Promise<string>;
}

/** Every file that is committed and derives from the sources. */
export const GENERATED: readonly GeneratedFile[] = [];
