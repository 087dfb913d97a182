/** A text to be remembered when its document is gone: a piece of a document would keep the whole of it in memory. */
export const ownCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
