import fc from 'fast-check';
import { readForeign } from '../src/documents/read-foreign';
import type { Figure } from '../src/domain/figure';
import { type ReadReport, type ReadResult, readReport, readReportWith } from '../src/imports/read-report';
import { damageDocument, damageTables, type Stroke, stroke } from '../test/support/damage';
import { FILE_KINDS, PDF_KINDS, type Writer } from '../test/support/file-kinds';
import { printedCells, silentlyWrong } from '../test/support/read-cells';
import { LAYOUTS, type Layout, renderReport } from '../test/support/render-report';
import { printTables } from '../test/support/report-tables';
import { type SyntheticReport, syntheticReport } from '../test/support/synthetic-report';
import { cpuMsOf, rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';

/** Silent wrong figures and exceptions that are described one by one. */
const MOST_NOTES = 20;

type Read = Extract<ReadResult, { ok: true }>;

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
  exceptions: number;
  slowest: number;
}

/** As in the hub, but in this process: what is timed is reading alone. */
const readHere = readReportWith({
  read: readForeign,
  unpack: () => Promise.reject(new Error('Archives are not read here.')),
  stop: () => Promise.resolve(),
});

/** A kind of document: how it is made and read, and its share of the cases. */
interface Kind {
  readonly name: string;
  readonly share: number;
  readonly make: (report: SyntheticReport, strokes: readonly Stroke[]) => { text: string } | { bytes: Buffer };
  readonly read: ReadReport;
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

const emptyTally = (): Tally => ({
  documents: 0,
  refused: 0,
  cells: 0,
  right: 0,
  inferred: 0,
  absent: 0,
  flagged: 0,
  silent: 0,
  exceptions: 0,
  slowest: 0,
});

function add(tally: Tally, one: Tally): void {
  for (const key of Object.keys(tally) as (keyof Tally)[])
    tally[key] = key === 'slowest' ? Math.max(tally.slowest, one.slowest) : tally[key] + one[key];
}

/** What became of the cells of one document, and those that are wrong without a finding that says so. */
function count(report: SyntheticReport, read: Read): readonly [Tally, readonly string[]] {
  const tally = { ...emptyTally(), documents: 1 };
  const silent = silentlyWrong(report, read);
  const figures = figuresOf(read);
  const cells = printedCells(report);
  let wrong = 0;
  tally.cells = cells.size;
  for (const [place, printed] of cells) {
    const figure = figures.get(place);
    if (figure?.status !== 'REPORTED') tally.absent += 1;
    else if (figure.value !== printed) wrong += 1;
    else if (figure.inferred) tally.inferred += 1;
    else tally.right += 1;
  }
  tally.silent = silent.length;
  tally.flagged = Math.max(0, wrong - silent.length);
  return [tally, silent];
}

async function readOne(kind: Kind, report: SyntheticReport, strokes: readonly Stroke[]) {
  const content = kind.make(report, strokes);
  const start = process.cpuUsage();
  try {
    const result = await kind.read({ content }, {});
    const slowest = cpuMsOf(process.cpuUsage(start));
    if (!result.ok) return [{ ...emptyTally(), documents: 1, refused: 1, slowest }, []] as const;
    const [tally, silent] = count(report, result);
    return [{ ...tally, slowest }, silent] as const;
  } catch (error) {
    return [{ ...emptyTally(), documents: 1, exceptions: 1 }, [String(error)]] as const;
  }
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`);

function rowOf(name: string, tally: Tally): Row {
  const { documents, refused, cells, right, inferred, absent, flagged, silent, exceptions, slowest } = tally;
  return {
    'layout, kind or damage': name,
    documents,
    refused,
    cells,
    right: share(right, cells),
    inferred: share(inferred, cells),
    absent: share(absent, cells),
    'wrong, said': share(flagged, cells),
    'wrong, silent': silent,
    exceptions,
    'slowest CPU ms': rounded(slowest),
  };
}

const textKind = (layout: Layout): Kind => ({
  name: layout,
  share: 0.08,
  make: (report, strokes) => {
    const tables = damageTables(printTables(report), strokes);
    return { text: damageDocument(renderReport(report, tables, layout), strokes) };
  },
  read: readReport,
});

const fileKind = (name: string, write: Writer, read: ReadReport, part: number): Kind => ({
  name,
  share: part,
  make: (report, strokes) => ({ bytes: write(report, damageTables(printTables(report), strokes)) }),
  read,
});

/** One to three strokes of damage together, as in the property of the tests. */
const damaged = fc.record({
  report: syntheticReport({ withGaps: false, anyForm: true }),
  strokes: fc.array(stroke, { minLength: 1, maxLength: 3 }),
});

/** The properties of tests over damaged documents of every kind, over many more: what became of every printed cell, by kind and by damage. */
export async function damage({ cases, seed }: BenchOptions): Promise<Results> {
  const notes: string[] = [];
  const all = emptyTally();
  const byDamage = new Map<string, Tally>();
  const kinds = [
    ...LAYOUTS.map(textKind),
    ...FILE_KINDS.map(([name, write]) => fileKind(name, write, readReport, 0.014)),
    ...PDF_KINDS.map(([name, write]) => fileKind(name, write, readHere, 0.002)),
  ];
  const rows: Row[] = [];
  for (const [at, kind] of kinds.entries()) {
    const tally = emptyTally();
    const drawn = fc.sample(damaged, { numRuns: Math.ceil(cases * kind.share), seed: seed * 1000 + at });
    for (const { report, strokes } of drawn) {
      const [one, wrong] = await readOne(kind, report, strokes);
      add(tally, one);
      for (const name of new Set(strokes.map((each) => each.kind))) {
        const known = byDamage.get(name) ?? emptyTally();
        add(known, one);
        byDamage.set(name, known);
      }
      const hits = strokes.map((each) => `${each.kind} (${each.table})`).join(', ');
      if (wrong.length > 0 && notes.length < MOST_NOTES)
        notes.push(`✗ ${kind.name}, ${hits}: ${wrong.slice(0, 3).join('; ')}`);
    }
    add(all, tally);
    rows.push(rowOf(kind.name, tally));
  }
  const hit = [...byDamage].sort(([a], [b]) => a.localeCompare(b)).map(([name, tally]) => rowOf(`· ${name}`, tally));
  return { title: `Damage, seed ${seed}`, rows: [...rows, rowOf('all', all), ...hit], notes };
}
