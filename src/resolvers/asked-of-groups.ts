import type { GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';
import type { ChangeAsk, MeasureAsk, RatioAsk, ReportGroup } from '../domain/aggregates';
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

function finder<Ask, Answer>(asks: readonly Ask[], answers: readonly Answer[]): (ask: Ask) => Answer {
  const places = new Map(asks.map((ask, place) => [JSON.stringify(ask), place]));
  return (ask) => {
    const answer = answers[places.get(JSON.stringify(ask)) ?? -1];
    if (answer === undefined) throw new Error(`${JSON.stringify(ask)} was not looked ahead at`);
    return answer;
  };
}

/** How the fields of a group find their answers. */
export function answersOf(group: ReportGroup, asked: AskedOfGroups): GroupAnswers {
  const measures = finder(asked.measures, group.measures);
  const ratios = finder(asked.ratios, group.ratios);
  const changes = finder(asked.changes, group.changes);
  return {
    measure: (args) => {
      const unit = args.aggregation === 'COUNT' ? 'reports' : measureById(args.id).unit;
      return { ...measures(measureAsk(args)), unit };
    },
    ratio: (args) => {
      const ask = ratioAsk(args);
      const definition = definitionOf(ask.id, ask.version);
      if (definition === undefined) throw new Error(`${ask.id} has no definition of version ${ask.version}`);
      return { ...ratios(ask), definition };
    },
    change: (args) => changes(changeAsk(args)),
  };
}
