import type { GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';
import type {
  ChangeAnswer,
  ChangeAsk,
  MeasureAnswer,
  MeasureAsk,
  RatioAnswer,
  RatioAsk,
  ReportGroup,
} from '../domain/aggregates';
import { measureById } from '../domain/indicators';
import { definitionOf } from '../domain/ratio-definitions';
import type { GroupAnswers } from '../schema/aggregate';
import type { AggregateChangeArguments, AggregateMeasureArguments, AggregateRatioArguments } from '../schema/arguments';

/** Everything that a question asks of its groups, each once whatever its aliases. */
export interface AskedOfGroups {
  readonly measures: readonly MeasureAsk[];
  readonly ratios: readonly RatioAsk[];
  readonly changes: readonly ChangeAsk[];
  readonly agencyCount: boolean;
}

const measureAsk = ({ id, applicant, aggregation }: AggregateMeasureArguments): MeasureAsk => ({
  id,
  applicant,
  aggregation,
});
const ratioAsk = ({ id, pooling, definitionVersion }: AggregateRatioArguments): RatioAsk => ({
  id,
  pooling,
  version: definitionVersion ?? 1,
});
const changeAsk = ({ measure, ratio, yearsBack }: AggregateChangeArguments): ChangeAsk => ({
  measure: measure ?? null,
  ratio: ratio ?? null,
  yearsBack,
});

const fieldsOf = (tree: ResolveTree): readonly ResolveTree[] =>
  Object.values(tree.fieldsByTypeName).flatMap((fields) => Object.values(fields));

function distinct<Ask>(asks: readonly Ask[]): readonly Ask[] {
  return [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()];
}

/** Looks ahead at the fields selected under nodes, through fragments and aliases, so that one statement answers them all. */
export function askedOfGroups(info: GraphQLResolveInfo): AskedOfGroups {
  const tree = parseResolveInfo(info) as ResolveTree;
  const fields = fieldsOf(tree)
    .filter(({ name }) => name === 'nodes')
    .flatMap(fieldsOf);
  const argsOf = <Args>(field: string): readonly Args[] =>
    fields.filter(({ name }) => name === field).map(({ args }) => args as Args);
  return {
    measures: distinct(argsOf<AggregateMeasureArguments>('measure').map(measureAsk)),
    ratios: distinct(argsOf<AggregateRatioArguments>('ratio').map(ratioAsk)),
    changes: distinct(argsOf<AggregateChangeArguments>('change').map(changeAsk)),
    agencyCount: fields.some(({ name }) => name === 'agencyCount'),
  };
}

/** Finds the answer of a group by what was asked. */
type Finder<Ask, Answer> = (ask: Ask, answers: readonly Answer[]) => Answer;

/** Answers of every group stand in the order in which they were asked for. */
function finder<Ask, Answer>(asks: readonly Ask[], wordOf: (ask: Ask) => string): Finder<Ask, Answer> {
  const places = new Map(asks.map((ask, place) => [wordOf(ask), place]));
  return (ask, answers) => {
    const answer = answers[places.get(wordOf(ask)) ?? -1];
    if (answer === undefined) throw new Error(`${JSON.stringify(ask)} was not looked ahead at`);
    return answer;
  };
}

/** How the fields of the groups of a question find their answers. */
export function answering(asked: AskedOfGroups): (group: ReportGroup) => GroupAnswers {
  const measureOf: Finder<MeasureAsk, MeasureAnswer> = finder(
    asked.measures,
    ({ id, applicant, aggregation }) => `${id} ${applicant} ${aggregation}`,
  );
  const ratioOf: Finder<RatioAsk, RatioAnswer> = finder(
    asked.ratios,
    ({ id, pooling, version }) => `${id} ${pooling} ${version}`,
  );
  const changeOf: Finder<ChangeAsk, ChangeAnswer> = finder(
    asked.changes,
    ({ measure, ratio, yearsBack }) => `${measure} ${ratio} ${yearsBack}`,
  );
  return ({ measures, ratios, changes }) => ({
    measure: (args) => {
      const unit = args.aggregation === 'COUNT' ? 'reports' : measureById(args.id).unit;
      const { value, reported, missing, status } = measureOf(args, measures);
      return { value, unit, reported, missing, status };
    },
    ratio: (args) => {
      const ask = ratioAsk(args);
      const definition = definitionOf(ask.id, ask.version);
      if (definition === undefined) throw new Error(`${ask.id} has no definition of version ${ask.version}`);
      return { ...ratioOf(ask, ratios), definition };
    },
    change: (args) => changeOf(changeAsk(args), changes),
  });
}
