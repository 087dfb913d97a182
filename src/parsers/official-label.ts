import { findExact } from './match-labels';
import { APPLICATION_TABLES, DISCLOSURE_TABLES } from './table-lines';

const BOOKS = [
  APPLICATION_TABLES.THREE_LINES.book,
  APPLICATION_TABLES.ONE_LINE.book,
  DISCLOSURE_TABLES.FORM_2019.book,
  DISCLOSURE_TABLES.FORM_2021.book,
];

/** Whether a text is a whole official label of a line of table two or three. */
export const isOfficialLabel = (text: string): boolean =>
  BOOKS.some((book) => findExact(book, text)?.proof === 'EXACT');
