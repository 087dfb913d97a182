import { saysScope } from '../domain/asked-scopes';
import { statesSaid } from '../domain/asked-states';
import type { ReportFilter, Visibility } from '../domain/asking';
import type { RatioDefinition } from '../domain/ratio-definitions';
import { INDICATORS } from '../resolvers/indicators';
import type { RowSource } from './read-rows';
import type { Asked } from './selections';

/** Of a measure or ratio that an export is about. */
interface ExportedIndicator {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly unit: string;
  /** Whether sums over agencies, and over years, mean anything. */
  readonly additiveOverAgencies: boolean;
  readonly additiveOverYears: boolean;
  readonly forms: readonly string[];
  readonly definitions: readonly Pick<RatioDefinition, 'version' | 'titleZh' | 'titleEn' | 'formula' | 'caveats'>[];
}

/** What has to be known to read an export, and to make it again. */
export interface ExportMetadata {
  readonly source: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** The moment of the snapshot that every row is of. */
  readonly asOf: string;
  readonly visibility: string;
  readonly scope: string;
  readonly rows: number;
  /** How many reports stand behind the rows; null where it is not known. */
  readonly reports: number | null;
  /** False when `first` left rows out. */
  readonly complete: boolean;
  /** What the question asked for beside the rows, and what the hub says of them. */
  readonly beside: Readonly<Record<string, unknown>>;
  readonly columns: readonly {
    readonly id: string;
    readonly zh: string;
    readonly en: string;
    readonly unit: string | null;
  }[];
  readonly indicators: readonly ExportedIndicator[];
  readonly missing: string;
  readonly licence: string;
}

const IDS: ReadonlySet<string> = new Set(INDICATORS.map(({ id }) => id));

/** An indicator among the arguments of a field; of a ratio in the version that the field computes. */
interface Named {
  readonly id: string;
  readonly version: number | undefined;
}

/** Every word among the arguments of a field and of those under it that is the id of an indicator. Conditions and orders are of the default version. */
function namedIn({ args, children }: Asked): readonly Named[] {
  const words = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return IDS.has(value) ? [value] : [];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(words) : [];
  };
  const version = typeof args.definitionVersion === 'number' ? args.definitionVersion : undefined;
  const named = Object.values(args).flatMap((value) =>
    words(value).map((id) => ({ id, version: value === id ? version : undefined })),
  );
  return [...named, ...children.flatMap(namedIn)];
}

/** The indicators that a question names, each with the definitions that its values were made by. */
function indicatorsIn(root: Asked): readonly ExportedIndicator[] {
  const named = namedIn(root);
  return INDICATORS.flatMap(({ definitions, ...indicator }) => {
    const versions = named
      .filter(({ id }) => id === indicator.id)
      .map(({ version }) => version ?? definitions[0]?.version);
    if (versions.length === 0) return [];
    const used = definitions.filter(({ version }) => versions.includes(version));
    const said = used.map(({ version, titleZh, titleEn, formula, caveats }) => ({
      version,
      titleZh,
      titleEn,
      formula,
      caveats,
    }));
    return { ...indicator, definitions: said };
  });
}

function scopeOf({ fieldName, args }: Asked): string {
  if (fieldName === 'series')
    return `${args.scope ?? 'OWN'}: agencies' own figures and those of a whole area are never added together`;
  const filter = (args.filter ?? {}) as ReportFilter;
  if (saysScope(filter)) return 'as the filter of the query says; scopes are never added together';
  return fieldName === 'reportAggregates' || fieldName === 'ranking'
    ? "OWN, as the query says no other: agencies' own figures; reports on a whole area (CONSOLIDATED) are left out"
    : 'all, as the query says none';
}

function visibilityOf({ args }: Asked, visibility: Visibility): string {
  if (visibility === 'PUBLIC') return 'PUBLISHED reports only; of each agency and year the current published revision';
  const said = statesSaid((args.filter ?? {}) as ReportFilter);
  return said.length === 0
    ? 'reports of every state, unpublished ones included; of each agency and year the latest revision'
    : `reports in the states ${said.map((states) => states.join(', ')).join(' and ')}`;
}

/** Of an export whose rows have been read. */
export function metadataOf(
  { question, columns, beside, tally }: RowSource,
  asOf: Date,
  visibility: Visibility,
): ExportMetadata {
  const { root, query, variables = {}, operationName = null } = question;
  return {
    source: '政府信息公开工作年度报告 (annual reports on government information disclosure), as read by OGI hub',
    query,
    variables,
    operationName,
    asOf: asOf.toISOString(),
    visibility: visibilityOf(root, visibility),
    scope: scopeOf(root),
    rows: tally.rows,
    reports: tally.reports,
    complete: !tally.more,
    beside,
    columns: columns.map(({ id, zh, en, unit }) => ({ id, zh, en, unit })),
    indicators: indicatorsIn(root),
    missing:
      'An empty cell is not zero: the column status beside it says why it is empty, reported and missing how many reports have the figure and how many have not. INCOMPLETE values are of the reports that have it. CORRECTED: a reviewed number counts in the place of what was printed.',
    licence:
      'The figures are those that government bodies published in their annual reports, as the Regulations on Open Government Information (政府信息公开条例) oblige them to. The hub claims no rights in them; name agency, year and the hub when you quote them.',
  };
}
