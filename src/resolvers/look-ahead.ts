/** What a question goes on to ask of the reports it finds, so that one statement answers both. */
import {
  type FieldNode,
  type GraphQLResolveInfo,
  getArgumentValues,
  isObjectType,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Along } from '../domain/asking';
import { APPLICANTS, type Applicant } from '../domain/statutory-form';
import type { ReportsAsked } from './loaders';

type Fragments = GraphQLResolveInfo['fragments'];
/** By name. */
type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** Documents are kept, and asked again and again. */
const known = new WeakMap<SelectionSetNode, Fields>();

/** Through fragments, of whatever type; those left out by a directive too, since to read more than is asked for is only dearer. */
function fieldsOf(set: SelectionSetNode, fragments: Fragments): Fields {
  const before = known.get(set);
  if (before !== undefined) return before;
  const fields = new Map<string, FieldNode[]>();
  const take = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD)
        fields.set(selection.name.value, [...(fields.get(selection.name.value) ?? []), selection]);
      else {
        const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
        if (within !== undefined) take(within.selectionSet);
      }
    }
  };
  take(set);
  known.set(set, fields);
  return fields;
}

const NONE: Fields = new Map();

/** The fields below a field, which can be asked several times. */
function below(nodes: readonly FieldNode[], fragments: Fragments): Fields {
  const [first = NONE, ...more] = nodes.map(({ selectionSet }) =>
    selectionSet === undefined ? NONE : fieldsOf(selectionSet, fragments),
  );
  if (more.length === 0) return first;
  const names = new Set([first, ...more].flatMap((fields) => [...fields.keys()]));
  return new Map([...names].map((name) => [name, [first, ...more].flatMap((fields) => fields.get(name) ?? [])]));
}

/** All, when a field does not name them. */
function applicantsOf(stats: readonly FieldNode[], { variableValues }: GraphQLResolveInfo): readonly Applicant[] {
  const named = new Set<unknown>();
  for (const field of stats) {
    const argument = field.arguments?.find(({ name }) => name.value === 'applicants');
    const value = argument && valueFromASTUntyped(argument.value, variableValues);
    if (value === undefined || value === null) return APPLICANTS;
    for (const applicant of Array.isArray(value) ? value : [value]) named.add(applicant);
  }
  return APPLICANTS.filter((applicant) => named.has(applicant));
}

function alongOf(reports: readonly FieldNode[], info: GraphQLResolveInfo): Along {
  const fields = below(reports, info.fragments);
  return {
    agency: fields.has('agency'),
    origin: ['importedAt', 'readerVersion', 'source'].some((name) => fields.has(name)),
    applicants: applicantsOf(fields.get('applicationStats') ?? [], info),
  };
}

/** Of a field that answers reports. */
export const askedOfReports = (info: GraphQLResolveInfo): Along => alongOf(info.fieldNodes, info);

/** Of a field that answers a page of them. */
export const askedOfNodes = (info: GraphQLResolveInfo): Along =>
  alongOf(below(info.fieldNodes, info.fragments).get('nodes') ?? [], info);

/** Which reports of an agency are asked for, and what of them; null unless the field that answers it asks so once. */
export function askedOfAgency(
  info: GraphQLResolveInfo,
): { readonly asked: ReportsAsked; readonly along: Along } | null {
  const [reports, another] = below(info.fieldNodes, info.fragments).get('reports') ?? [];
  const agency = info.schema.getType('Agency');
  const definition = isObjectType(agency) ? agency.getFields().reports : undefined;
  if (reports === undefined || another !== undefined || definition === undefined) return null;
  const asked = getArgumentValues(definition, reports, info.variableValues) as ReportsAsked;
  return { asked, along: alongOf([reports], info) };
}
