import type { DataSource } from 'typeorm';
import type { AggregateReader, FoundSection } from '../domain/aggregates';
import { InvalidAskError, type PageAsk, type ReportFilter, type Visibility } from '../domain/asking';
import { wordsOf } from '../domain/full-text';
import { Bindings } from './bindings';
import { FigureSql } from './figure-sql';
import { type OrderTerm, pageOf } from './keyset';
import { limited } from './limited';
import { REPORT_COLUMNS, reportShaper } from './report-columns';
import { currentRevisions, reportFilterSql } from './report-filter-sql';
import type { Row } from './shape-rows';

const MAX_LENGTH = 200;
const MAX_WORDS = 10;

/** Latest first, as the index read backwards gives them: of a word that is everywhere only the page itself is read. Counting hits first would mean to read them all. */
const ORDER: readonly OrderTerm[] = [
  { name: 'LATEST', sql: 'section.year', type: 'bigint', direction: 'DESC', nulls: 'FIRST' },
  { name: 'AGENCY_ID', sql: 'section.agency_id', type: 'bigint', direction: 'DESC', nulls: 'FIRST' },
  { name: 'PLACE', sql: 'section.place', type: 'bigint', direction: 'DESC', nulls: 'FIRST' },
];

/** @throws InvalidAskError for no words and for too many. */
function wordsAsked(text: string): readonly string[] {
  if ([...text].length > MAX_LENGTH)
    throw new InvalidAskError(`The text to look for may have ${MAX_LENGTH} characters at most.`);
  const words = wordsOf(text);
  if (words.length === 0) throw new InvalidAskError('The text to look for is empty.');
  if (words.length > MAX_WORDS) throw new InvalidAskError(`Look for ${MAX_WORDS} words at most.`);
  return words;
}

const lexeme = (gram: string): string => `'${gram.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Every pair of characters of every word; of a single character, every pair that begins with it. */
function tsquery(words: readonly string[]): string {
  const terms = words.flatMap((word) => {
    const characters = [...word];
    return characters.length === 1
      ? [`${lexeme(word)}:*`]
      : characters.slice(1).map((character, place) => lexeme(`${characters[place]}${character}`));
  });
  return [...new Set(terms)].join(' & ');
}

/** What a statement over sections with every word consists of. */
interface Sections {
  readonly from: string;
  readonly conditions: readonly string[];
  /** How often the words occur in a section. */
  readonly score: string;
}

/** The index knows pairs of characters; that they stand in a row is checked in the text, which is also the cheaper thing to look into. */
function sectionsOf(text: string, filter: ReportFilter, visibility: Visibility, bindings: Bindings): Sections {
  const words = wordsAsked(text);
  const figures = new FigureSql();
  const bound = words.map((word) => bindings.bindText(word));
  const query = bindings.bind(tsquery(words), 'tsquery');
  const condition = reportFilterSql(filter, figures, bindings);
  const score = bound
    .map((word) => `(length(section.folded) - length(replace(section.folded, ${word}, ''))) / length(${word})`)
    .join(' + ');
  return {
    from:
      'narrative_section AS section JOIN annual_report AS report ON report.agency_id = section.agency_id' +
      ` AND report.year = section.year AND report.revision = section.revision${figures.joins}`,
    conditions: [
      ...bound.map((word) => `position(${word} in section.folded) > 0`),
      `(section.grams @@ ${query} OR section.grams IS NULL)`,
      currentRevisions(visibility, filter),
      condition,
    ],
    score,
  };
}

export function createSearchReader(
  dataSource: DataSource,
  visibility: Visibility,
): Pick<AggregateReader, 'search' | 'countFound'> {
  const database = limited(dataSource);
  const shapeReport = reportShaper(dataSource);
  const shape = (row: Row): FoundSection => ({
    report: shapeReport(row),
    place: Number(row.place),
    score: Number(row.score),
  });

  return {
    search(text: string, filter: ReportFilter, page: PageAsk) {
      const bindings = new Bindings();
      const { from, conditions, score } = sectionsOf(text, filter, visibility, bindings);
      const select = `${REPORT_COLUMNS}, section.place, ${score} AS score`;
      return pageOf({ database, select, from, conditions, order: ORDER, bindings, shape }, page);
    },

    async countFound(text: string, filter: ReportFilter) {
      const bindings = new Bindings();
      const { from, conditions } = sectionsOf(text, filter, visibility, bindings);
      const [row] = await database.query<{ total: number }[]>(
        `SELECT count(*) AS total FROM ${from} WHERE ${conditions.join(' AND ')}`,
        bindings.values,
      );
      return row?.total ?? 0;
    },
  };
}
