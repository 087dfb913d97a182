import { InvalidAskError } from '../domain/asking';
import { findMeasure, type Term } from '../domain/indicators';
import { definitionOf, type RatioId } from '../domain/ratio-definitions';
import type { Applicant } from '../domain/statutory-form';
import { snakeCase } from '../entities/snake-naming';

/**
 * Measures and ratios as SQL over `annual_report AS report`, with the joins they need; each table row is joined once. A figure that is not
 * known is NULL and makes every sum it is in NULL.
 */
export class FigureSql {
  readonly #joins = new Map<string, string>();

  /** To be put after `annual_report AS report`. */
  get joins(): string {
    return [...this.#joins.values()].join('');
  }

  /** @throws InvalidAskError for an unknown measure, or an applicant for a measure that is not broken down by applicant. */
  measure(id: string, applicant: Applicant): string {
    const measure = findMeasure(id);
    if (measure === undefined) throw new InvalidAskError(`There is no measure ${id}; the query indicators lists them.`);
    const { source } = measure;
    if (source.table !== 'applications' && applicant !== 'TOTAL')
      throw new InvalidAskError(`${id} is not broken down by applicant; ask without applicant.`);
    switch (source.table) {
      case 'applications':
        return this.#column('application_stats', 'applicant', applicant, source.path);
      case 'review': {
        const parts = source.tracks.map((track) => this.#column('review_litigation', 'track', track, source.line));
        return parts.length === 1 ? parts.join() : `(${parts.join(' + ')})`;
      }
      case 'disclosure':
        return this.#column('proactive_disclosure', null, null, source.line);
    }
  }

  /** The default definition, as exact as it is shown; NULL for a denominator of zero. */
  ratio(id: RatioId): string {
    const definition = definitionOf(id);
    if (definition === undefined)
      throw new InvalidAskError(`There is no ratio ${id}; the query indicators lists them.`);
    return `(${this.sum(definition.numerator)}::double precision / nullif(${this.sum(definition.denominator)}, 0))`;
  }

  /** Joins the agency of the report, once, and gives its alias. */
  agency(): string {
    this.#joins.set('agency', ' JOIN agency ON agency.id = report.agency_id');
    return 'agency';
  }

  /** A numerator or a denominator of one report. */
  sum(terms: readonly Term[]): string {
    const parts = terms.map(({ measure, applicant, factor }, place) => {
      const sign = factor === -1 ? '- ' : place === 0 ? '' : '+ ';
      return sign + this.measure(measure, applicant);
    });
    return `(${parts.join(' ')})`;
  }

  #column(table: string, part: string | null, word: string | null, path: string): string {
    const alias = word === null ? table : `${table}_${word.toLowerCase()}`;
    const only = part === null ? '' : ` AND ${alias}.${part} = '${word}'`;
    this.#joins.set(
      alias,
      ` LEFT JOIN ${table} AS ${alias} ON ${alias}.agency_id = report.agency_id` +
        ` AND ${alias}.year = report.year AND ${alias}.revision = report.revision${only}`,
    );
    return `${alias}.${snakeCase(path)}`;
  }
}
