import { type Measure, measureById, type ValueStatus } from '../domain/indicators';
import {
  definitionOf,
  definitionsOf,
  formsOfRatio,
  type RatioDefinition,
  type RatioId,
  ratioOf,
} from '../domain/ratio-definitions';
import type { AnnualReport, ApplicationStats, Count, ReviewLitigation } from '../domain/report';
import type { Applicant } from '../domain/statutory-form';
import type { RatioValue } from '../schema/indicator';
import { badUserInput } from './errors';
import type { Loaders } from './loaders';

/**
 * The definition of a ratio, the first unless another version is asked for.
 * @throws GraphQLError BAD_USER_INPUT naming the versions there are, when there is none of the one asked for.
 */
export function definitionAsked(id: RatioId, version: number | null | undefined): RatioDefinition {
  const definition = definitionOf(id, version ?? undefined);
  if (definition !== undefined) return definition;
  const versions = definitionsOf(id).map((each) => each.version);
  throw badUserInput(`${id} has no definition of version ${version}; there is ${versions.join(', ')}.`);
}

/** A ratio of one report, with its parts and its definition. */
export async function ratioOfReport(
  report: AnnualReport,
  id: RatioId,
  version: number | null | undefined,
  loaders: Loaders,
): Promise<RatioValue> {
  const definition = definitionAsked(id, version);
  const [stats, review] = await Promise.all(partsOf(definition, report, loaders));
  const outcome = ratioOf(definition, (measure, applicant) => countOf(measure, applicant, stats, review));
  return { ...outcome, status: statusOn(report, outcome.status, definition), definition };
}

/** The parts of tables three and four that a ratio is made of. */
function partsOf(
  { numerator, denominator }: RatioDefinition,
  report: AnnualReport,
  loaders: Loaders,
): [readonly ApplicationStats[] | Promise<readonly ApplicationStats[]>, Promise<readonly ReviewLitigation[]>] {
  const terms = [...numerator, ...denominator];
  const ofTable = (table: Measure['source']['table']): typeof terms =>
    terms.filter(({ measure }) => measureById(measure).source.table === table);
  const applicants = [...new Set(ofTable('applications').map(({ applicant }) => applicant))];
  return [
    applicants.length === 0 ? Promise.resolve([]) : loaders.applicationStats(report, applicants),
    ofTable('review').length === 0 ? Promise.resolve([]) : loaders.reviewLitigation(report),
  ];
}

/** What cannot be known on the form of the report is told apart from what the agency left out. */
function statusOn({ form }: AnnualReport, status: ValueStatus, definition: RatioDefinition): ValueStatus {
  if (status !== 'NOT_REPORTED') return status;
  return formsOfRatio(definition).some((each) => each === form) ? status : 'NOT_ON_FORM';
}

function countOf(
  id: string,
  applicant: Applicant,
  stats: readonly ApplicationStats[],
  review: readonly ReviewLitigation[],
): Count {
  const { source } = measureById(id);
  switch (source.table) {
    case 'applications':
      return countAt(stats.find((each) => each.applicant === applicant) ?? null, source.path);
    case 'review': {
      let sum = 0;
      for (const track of source.tracks) {
        const count = review.find((each) => each.track === track)?.[source.line] ?? null;
        if (count === null) return null;
        sum += count;
      }
      return sum;
    }
    case 'disclosure':
      throw new Error(`no ratio is made of table two: ${id}`);
  }
}

/** The count at a property path such as outcomes.withheld.total. */
function countAt(stats: ApplicationStats | null, path: string): Count {
  let at: unknown = stats;
  for (const name of path.split('.')) at = (at as Readonly<Record<string, unknown>> | null)?.[name] ?? null;
  return typeof at === 'number' ? at : null;
}
