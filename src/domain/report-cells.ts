/** The cells of the three tables one by one, and drafts with their corrections in place. */
import { currentValue, type Figure } from './figure';
import type { ReportDraft } from './report-draft';
import type { Applicant, LineCode, ReviewTrack } from './statutory-form';

export type ReportTables = Pick<ReportDraft, 'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure'>;

/** Where a figure stands on the form: a line, and in table three its applicant, in table four its track. */
export interface CellPlace {
  readonly line: LineCode;
  readonly applicant: Applicant | null;
  readonly track: ReviewTrack | null;
}

/** A figure with its place. */
export interface ReportCell extends CellPlace {
  readonly figure: Figure;
}

/** Tells the cells of a report apart: `received@TOTAL`, `upheld@REVIEW`, `rules.issued`. */
export function cellName({ line, applicant, track }: CellPlace): string {
  const column = applicant ?? track;
  return column === null ? line : `${line}@${column}`;
}

/** Tables of any lines: what is stored is not typed by table. */
interface FigureTables {
  readonly applicationStats: readonly { readonly applicant: Applicant; readonly figures: readonly Figure[] }[];
  readonly reviewLitigation: readonly { readonly track: ReviewTrack; readonly figures: readonly Figure[] }[];
  readonly proactiveDisclosure: readonly Figure[];
}

/** Every cell, in the order of the form. */
export function cellsOf(tables: FigureTables): readonly ReportCell[] {
  return [
    ...tables.applicationStats.flatMap(({ applicant, figures }) =>
      figures.map((figure) => ({ line: figure.line, applicant, track: null, figure })),
    ),
    ...tables.reviewLitigation.flatMap(({ track, figures }) =>
      figures.map((figure) => ({ line: figure.line, applicant: null, track, figure })),
    ),
    ...tables.proactiveDisclosure.map((figure) => ({ line: figure.line, applicant: null, track: null, figure })),
  ];
}

type Change = <Code extends LineCode>(figure: Figure<Code>, place: CellPlace) => Figure<Code>;

/** The same tables with every figure changed. */
export function mapFigures<Tables extends ReportTables>(tables: Tables, change: Change): Tables {
  return {
    ...tables,
    applicationStats: tables.applicationStats.map(({ applicant, figures }) => ({
      applicant,
      figures: figures.map((figure) => change(figure, { line: figure.line, applicant, track: null })),
    })),
    reviewLitigation: tables.reviewLitigation.map(({ track, figures }) => ({
      track,
      figures: figures.map((figure) => change(figure, { line: figure.line, applicant: null, track })),
    })),
    proactiveDisclosure: tables.proactiveDisclosure.map((figure) =>
      change(figure, { line: figure.line, applicant: null, track: null }),
    ),
  };
}

const hasCorrection = ({ correction }: Figure): boolean => correction !== undefined;

export const isCorrected = ({ applicationStats, reviewLitigation, proactiveDisclosure }: ReportTables): boolean =>
  applicationStats.some(({ figures }) => figures.some(hasCorrection)) ||
  reviewLitigation.some(({ figures }) => figures.some(hasCorrection)) ||
  proactiveDisclosure.some(hasCorrection);

/** What checks are to see: corrected numbers as if they had been printed. The tables themselves when nothing is corrected. */
export function asCorrected<Tables extends ReportTables>(tables: Tables): Tables {
  if (!isCorrected(tables)) return tables;
  return mapFigures(tables, (figure) => {
    if (figure.correction === undefined) return figure;
    const value = currentValue(figure);
    return { ...figure, value, status: value === null ? 'ABSENT' : 'REPORTED' };
  });
}

/** A cell that says different things in two revisions; undefined where one of them has no such cell. */
export interface CellDifference extends CellPlace {
  readonly before: Figure | undefined;
  readonly after: Figure | undefined;
}

const saysTheSame = (one: Figure | undefined, other: Figure | undefined): boolean =>
  one?.status === other?.status &&
  one?.value === other?.value &&
  (one?.correction === undefined) === (other?.correction === undefined) &&
  one?.correction?.value === other?.correction?.value;

/** The cells in which two revisions differ, in the order of the form. How a number is printed, and where, is no difference. */
export function differencesBetween(
  before: readonly ReportCell[],
  after: readonly ReportCell[],
): readonly CellDifference[] {
  const earlier = new Map(before.map((cell) => [cellName(cell), cell.figure]));
  const later = new Map(after.map((cell) => [cellName(cell), cell.figure]));
  const gone = before.filter((cell) => !later.has(cellName(cell)));
  return [...after, ...gone].flatMap(({ line, applicant, track }) => {
    const name = cellName({ line, applicant, track });
    const change = { line, applicant, track, before: earlier.get(name), after: later.get(name) };
    return saysTheSame(change.before, change.after) ? [] : [change];
  });
}
