/**
 * Version of the reader as a whole: documents, parsers and checks. Raise it with every change that can give another draft or another finding for
 * some document; the same content read by another version is read anew.
 */
export const READER_VERSION = '10';
