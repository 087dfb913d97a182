import fc from 'fast-check';
import type { Figure } from '../src/domain/figure';
import { damageDocument, damageTables, type Stroke, stroke } from '../test/support/damage';
import { printedCells, readText, silentlyWrong } from '../test/support/read-cells';
import { LAYOUTS, type Layout, renderReport } from '../test/support/render-report';
import { printTables } from '../test/support/report-tables';
import { type SyntheticReport, syntheticReport } from '../test/support/synthetic-report';
import type { BenchOptions, Results, Row } from './part';

type Read = ReturnType<typeof readText>;

/** What became of the printed cells of damaged documents. */
interface Tally {
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
  for (const [place, printed] of printedCells(report)) {
    const figure = figures.get(place);
    tally.cells += 1;
    if (figure?.status !== 'REPORTED') tally.absent += 1;
    else if (figure.value !== printed) wrong += 1;
    else if (figure.inferred) tally.inferred += 1;
    else tally.right += 1;
  }
  tally.silent += silent.length;
  tally.flagged += Math.max(0, wrong - silent.length);
  return silent;
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

function rowOf(name: string, documents: number, tally: Tally): Row {
  const { cells, right, inferred, absent, flagged, silent } = tally;
  return {
    layout: name,
    documents,
    cells,
    right: share(right, cells),
    inferred: share(inferred, cells),
    absent: share(absent, cells),
    'wrong and said': flagged,
    silent,
  };
}

/** One to three strokes of damage together, as in the property of the tests. */
const damaged = fc.record({
  report: syntheticReport({ withGaps: false }),
  strokes: fc.array(stroke, { minLength: 1, maxLength: 3 }),
});

const describe = (layout: Layout, strokes: readonly Stroke[], wrong: readonly string[]): string =>
  `✗ ${layout}, ${strokes.map(({ kind, table }) => `${kind} (${table})`).join(', ')}: ${wrong.slice(0, 3).join('; ')}`;

/** The property of test/damage.property.test.ts over many more documents: what became of every printed cell. */
export function damage({ cases, seed }: BenchOptions): Results {
  const each = Math.ceil(cases / LAYOUTS.length);
  const notes: string[] = [];
  const all: Tally = { cells: 0, right: 0, inferred: 0, absent: 0, flagged: 0, silent: 0 };
  let documents = 0;
  const rows = LAYOUTS.map((layout, at) => {
    const tally: Tally = { cells: 0, right: 0, inferred: 0, absent: 0, flagged: 0, silent: 0 };
    for (const { report, strokes } of fc.sample(damaged, { numRuns: each, seed: seed + at })) {
      const tables = damageTables(printTables(report), strokes);
      const wrong = count(tally, report, readText(damageDocument(renderReport(report, tables, layout), strokes)));
      if (wrong.length > 0 && notes.length < 20) notes.push(describe(layout, strokes, wrong));
    }
    for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += tally[key];
    documents += each;
    return rowOf(layout, each, tally);
  });
  return { title: `Damage, seed ${seed}`, rows: [...rows, rowOf('all', documents, all)], notes };
}
