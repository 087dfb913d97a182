/** Why there is no document: of a kind that is not read, empty, damaged, or beyond what any report needs. */
export type RefusalCode = 'UNSUPPORTED_MEDIA_TYPE' | 'EMPTY_DOCUMENT' | 'DAMAGED_DOCUMENT' | 'LIMIT_EXCEEDED';

/**
 * Thrown inside the readers of containers, where giving up ends many calls at once, and turned into a refusal by `readDocument`. The message goes
 * on after the name of the file: "is damaged …".
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}
