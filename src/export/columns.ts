import { GraphQLError } from 'graphql';
import { APPLICANT_TERMS, type Applicant, type ReviewTrack, TRACK_TERMS } from '../domain/statutory-form';
import { type Label, labelOf, unitOf } from './labels';
import type { Asked } from './selections';
import { KEYED, type Keyed, measureAt, statusAt, TABLES } from './table-cells';

export type Cell = string | number | boolean | null;

/** The answered object of a row, and the element of each list that is unfolded within it. */
export type Scopes = readonly unknown[];
type Read = (scopes: Scopes) => unknown;

export interface Column extends Label {
  /** The way to it in the answer, dotted. */
  readonly id: string;
  /** Whether its texts are numbers. */
  readonly numeric: boolean;
  readonly read: (scopes: Scopes) => Cell;
}

export interface Layout {
  readonly columns: readonly Column[];
  /** Lists within a row, each within the one before: the row is repeated for each of their elements. */
  readonly unfolded: readonly Read[];
}

/** Where in a row a field is looked for, and what the way to it is called. */
interface Place {
  readonly read: Read;
  readonly ids: readonly string[];
  readonly labels: readonly Label[];
  readonly depth: number;
  readonly table: TablePlace | null;
}

/** The table of a report that a place lies in. */
interface TablePlace {
  readonly name: string;
  readonly track: ReviewTrack | null;
  readonly read: Read;
  /** Names of the fields from the table on. */
  readonly path: readonly string[];
  readonly labels: readonly Label[];
  /** Response name under which its figures are asked for. */
  readonly figures: string;
}

const NUMBERS = new Set(['Int', 'Float', 'SafeInt', 'Decimal']);

/** Without these a missing value could be taken for something else: they are asked for whenever their type is. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  MeasureValue: ['status', 'reported', 'missing'],
  RatioValue: ['status'],
  Change: ['status', 'comparableAgencies'],
  ReportAggregate: ['reportCount'],
  Figure: ['status'],
  Series: ['measure', 'ratio', 'scope', 'warnings'],
  SeriesPoint: ['year', 'status', 'form', 'formBreak'],
};
/** How many reports stand behind a ratio is known of groups. */
const OF_GROUPS: readonly string[] = ['status', 'reported', 'missing'];

/** Asks beside what was printed for what counts in its place. */
function withCorrection(figure: Asked): Asked {
  const correction = figure.child('correction') === undefined ? figure.fresh('correction')?.adding('value') : null;
  return correction ? figure.with([...figure.children, correction]) : figure;
}

const companionsOf = ({ typeName, parent }: Asked): readonly string[] =>
  typeName === 'RatioValue' && parent.name === 'ReportAggregate' ? OF_GROUPS : (COMPANIONS[typeName] ?? []);

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

const member = (object: unknown, name: string): unknown =>
  (object as Readonly<Record<string, unknown>> | null | undefined)?.[name];
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.join('; ');
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** Lays out the columns of the rows of a list, and answers the list with everything that the columns need. */
export function layOut(rows: Asked): { readonly asked: Asked; readonly layout: Layout } {
  const builder = new LayoutBuilder();
  // Whoever adds up a column has to see that figures of one agency and of a whole area stand in it.
  const scoped = rows.typeName === 'AnnualReport' ? rows.adding('scope') : rows;
  const asked = builder.object(scoped, { read: ([row]) => row, ids: [], labels: [], depth: 0, table: null });
  if (builder.columns.length === 0) throw refusal('The query selects nothing of the rows.');
  return { asked, layout: builder };
}

class LayoutBuilder implements Layout {
  readonly columns: Column[] = [];
  readonly unfolded: Read[] = [];

  object(asked: Asked, place: Place): Asked {
    const full = asked.adding(...companionsOf(asked));
    const complete = asked.typeName === 'Figure' ? withCorrection(full) : full;
    return complete.with(complete.children.map((child) => this.#child(child, place)));
  }

  #child(asked: Asked, { read, ids, labels, depth, table }: Place): Asked {
    const label = labelOf(asked);
    const place: Place = {
      read: (scopes) => member(read(scopes), asked.responseName),
      ids: [...ids, asked.responseName],
      // The value of an indicator is called as the indicator.
      labels:
        asked.fieldName === 'value' && labels.length > 0 ? labels : [...labels, ...(label === null ? [] : [label])],
      depth,
      table: table && { ...table, path: [...table.path, asked.fieldName] },
    };
    if (asked.objectType === null) {
      this.#leaf(asked, place, labels);
      return asked;
    }
    if (asked.objectType.getFields().pageInfo !== undefined)
      throw refusal(`${asked.fieldName} within a row is a page of a longer list; export it apart.`);
    if (asked.isList) return this.#list(asked, place);
    return TABLES.has(asked.typeName) ? this.#table(asked, place, null) : this.object(asked, place);
  }

  #list(asked: Asked, place: Place): Asked {
    const keyed = KEYED[asked.typeName];
    const hasLists = asked.children.some((child) => child.isList && child.objectType !== null);
    if (keyed !== undefined && !hasLists) return this.#keyed(asked, place, keyed);
    if (this.unfolded.length !== place.depth)
      throw refusal(`${asked.fieldName} is a second list within a row; export one of them apart.`);
    this.unfolded.push(place.read);
    const depth = place.depth + 1;
    const element: Place = { ...place, depth, read: (scopes) => scopes[depth] };
    const complete = keyed === undefined ? asked : asked.adding(keyed.field);
    return TABLES.has(asked.typeName) ? this.#table(complete, element, null) : this.object(complete, element);
  }

  #keyed(asked: Asked, place: Place, { field, argument, words }: Keyed): Asked {
    const given = asked.args[argument];
    const key = asked.child(field) ?? asked.fresh(field);
    if (key === null) throw new Error(`${asked.typeName} has no ${field}`);
    let complete = asked;
    for (const word of Array.isArray(given) ? words.filter((each) => given.includes(each)) : words) {
      const ofWord = (each: unknown): boolean => member(each, key.responseName) === word;
      const read: Read = (scopes) => listOf(place.read(scopes)).find(ofWord);
      complete = this.#table(asked, { ...place, read, ids: [...place.ids, word] }, word);
    }
    return complete.child(field) === undefined ? complete.with([...complete.children, key]) : complete;
  }

  /** A table of a report, or the part of one that a word names, with the statuses of its cells. */
  #table(asked: Asked, place: Place, word: string | null): Asked {
    const fresh = asked.fresh('figures')?.adding('line', 'status');
    if (!fresh) throw new Error(`${asked.typeName} has no figures`);
    const figures = withCorrection(fresh);
    const track = asked.typeName === 'ReviewLitigation' ? (word as ReviewTrack | null) : null;
    const term = track !== null ? TRACK_TERMS[track] : word === null ? null : APPLICANT_TERMS[word as Applicant];
    const labels = term === null ? place.labels : [...place.labels.slice(0, -1), { ...term, unit: null }];
    const { read } = place;
    const table: TablePlace = { name: asked.typeName, track, read, path: [], labels, figures: figures.responseName };
    const complete = this.object(asked, { ...place, labels, table });
    return complete.with([...complete.children, figures]);
  }

  #leaf(asked: Asked, place: Place, outer: readonly Label[]): void {
    const { table } = place;
    const numeric = NUMBERS.has(asked.typeName);
    const measure = table && numeric ? measureAt(table.name, table.path.join('.'), table.track) : undefined;
    if (table === null || measure === undefined) {
      this.#add(place.ids, place.labels, unitOf(asked, outer.at(-1)), numeric, (scopes) => cellOf(place.read(scopes)));
      return;
    }
    const { titleZh: zh, titleEn: en, unit } = measure;
    // Titles of table four name their track themselves, those of table three need the applicant.
    const labels = [{ zh, en, unit }, ...(table.name === 'ApplicationStats' ? table.labels.slice(-1) : [])];
    this.#add(place.ids, labels, unit, true, (scopes) => cellOf(place.read(scopes)));
    const status: Label = { zh: '状态', en: 'status', unit: null };
    this.#add([...place.ids, 'status'], [...labels, status], null, false, (scopes) => {
      const shown = listOf(member(table.read(scopes), table.figures)) as Parameters<typeof statusAt>[0];
      return statusAt(shown, table.path.join('.'), place.read(scopes));
    });
  }

  #add(
    ids: readonly string[],
    labels: readonly Label[],
    unit: string | null,
    numeric: boolean,
    read: Column['read'],
  ): void {
    const zh = labels.map((label) => label.zh).join('·');
    const en = labels.map((label) => label.en).join(': ');
    this.columns.push({ id: ids.join('.'), zh, en, unit, numeric, read });
  }
}

/** The rows of an answered object, one for each element of its unfolded lists; a list without elements leaves its cells empty. */
export function* rowsOf({ columns, unfolded }: Layout, node: unknown): Generator<readonly Cell[]> {
  function* scopesFrom(scopes: Scopes): Generator<Scopes> {
    const next = unfolded[scopes.length - 1];
    if (next === undefined) {
      yield scopes;
      return;
    }
    const elements = listOf(next(scopes));
    for (const element of elements.length === 0 ? [undefined] : elements) yield* scopesFrom([...scopes, element]);
  }
  for (const scopes of scopesFrom([node])) yield columns.map(({ read }) => read(scopes));
}
