import fc from 'fast-check';
import type { Figure } from '../src/domain/figure';
import { readReport } from '../src/imports/read-report';
import { damageDocument, damageTables, type Stroke, stroke } from '../test/support/damage';
import { printedCells, silentlyWrong } from '../test/support/read-cells';
import { LAYOUTS, type Layout, renderReport } from '../test/support/render-report';
import { printTables } from '../test/support/report-tables';
import { type SyntheticReport, syntheticReport } from '../test/support/synthetic-report';
import type { BenchOptions, Results, Row } from './part';

/** Silent wrong figures that are described one by one. */
const MOST_NOTES = 20;

type Read = Extract<ReturnType<typeof readReport>, { ok: true }>;

/** What became of the printed cells of damaged documents. */
interface Tally {
  documents: number;
  /** Documents that were not read at all, with a sentence that says why. */
  refused: number;
  cells: number;
  right: number;
  inferred: number;
  absent: number;
  flagged: number;
  silent: number;
}

/** Every figure of a draft by `line@column`. */
function figuresOf({ draft }: Read): ReadonlyMap<string, Figure> {
  const parts = [
    ...draft.applicationStats.map(({ applicant, figures }) => ({ column: applicant as string, figures })),
    ...draft.reviewLitigation.map(({ track, figures }) => ({ column: track as string, figures })),
    { column: '', figures: draft.proactiveDisclosure },
  ];
  return new Map(
    parts.flatMap(({ column, figures }) =>
      figures.map((figure: Figure) => [`${figure.line}@${column}`, figure] as const),
    ),
  );
}

/** Counts the cells of one document; answers those that are wrong without a finding that says so. */
function count(tally: Tally, report: SyntheticReport, read: Read): readonly string[] {
  const silent = silentlyWrong(report, read);
  const figures = figuresOf(read);
  let wrong = 0;
  const cells = printedCells(report);
  tally.cells += cells.size;
  for (const [place, printed] of cells) {
    const figure = figures.get(place);
    if (figure?.status !== 'REPORTED') tally.absent += 1;
    else if (figure.value !== printed) wrong += 1;
    else if (figure.inferred) tally.inferred += 1;
    else tally.right += 1;
  }
  tally.silent += silent.length;
  tally.flagged += Math.max(0, wrong - silent.length);
  return silent;
}

const emptyTally = (): Tally => ({
  documents: 0,
  refused: 0,
  cells: 0,
  right: 0,
  inferred: 0,
  absent: 0,
  flagged: 0,
  silent: 0,
});

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

function rowOf(layout: string, tally: Tally): Row {
  const { documents, refused, cells, right, inferred, absent, flagged, silent } = tally;
  return {
    layout,
    documents,
    refused,
    cells,
    right: share(right, cells),
    inferred: share(inferred, cells),
    absent: share(absent, cells),
    'wrong, said': flagged,
    'wrong, silent': silent,
  };
}

/** One to three strokes of damage together, as in the property of the tests. */
const damaged = fc.record({
  report: syntheticReport({ withGaps: false }),
  strokes: fc.array(stroke, { minLength: 1, maxLength: 3 }),
});

const describe = (layout: Layout, strokes: readonly Stroke[], wrong: readonly string[]): string =>
  `✗ ${layout}, ${strokes.map(({ kind, table }) => `${kind} (${table})`).join(', ')}: ${wrong.slice(0, 3).join('; ')}`;

function damageLayout(layout: Layout, cases: number, seed: number, notes: string[]): Tally {
  const tally = emptyTally();
  for (const { report, strokes } of fc.sample(damaged, { numRuns: cases, seed })) {
    const tables = damageTables(printTables(report), strokes);
    const text = damageDocument(renderReport(report, tables, layout), strokes);
    const read = readReport({ content: { text } }, {});
    tally.documents += 1;
    if (read.ok) {
      const wrong = count(tally, report, read);
      if (wrong.length > 0 && notes.length < MOST_NOTES) notes.push(describe(layout, strokes, wrong));
    } else tally.refused += 1;
  }
  return tally;
}

/** The property of test/damage.property.test.ts over many more documents: what became of every printed cell. */
export function damage({ cases, seed }: BenchOptions): Results {
  const notes: string[] = [];
  const all = emptyTally();
  const rows = LAYOUTS.map((layout, at) => {
    const tally = damageLayout(layout, Math.ceil(cases / LAYOUTS.length), seed + at, notes);
    for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += tally[key];
    return rowOf(layout, tally);
  });
  return { title: `Damage, seed ${seed}`, rows: [...rows, rowOf('all', all)], notes };
}
