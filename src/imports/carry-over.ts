import { type Diagnostic, diagnose, SEVERITIES } from '../domain/diagnostic';
import { currentValue, type Figure } from '../domain/figure';
import { cellName, cellsOf, mapFigures, type ReportCell, type ReportTables } from '../domain/report-cells';
import type { ReportToFile } from '../store/place-reports';
import type { StoredReport } from '../store/stored-reports';
import { decideState } from './decide-state';
import { cellsNamed, recheck } from './recheck';

/**
 * What reviewers said of an earlier revision, taken over by the next one: corrections of cells that print what they printed, and the decision, unless
 * the numbers that it was about have changed. What lapses is said by a finding.
 */
export function carryOver(earlier: StoredReport, report: ReportToFile): ReportToFile {
  const { draft, lapsed } = keepCorrections(earlier, report.draft);
  const rechecked = draft === report.draft ? report.diagnostics : recheck(draft, report.diagnostics);
  const diagnostics = [...rechecked, ...lapsed];
  const { decision } = earlier;
  if (decision === null) return { ...report, draft, diagnostics, state: decideState(diagnostics) };
  const whole = decision.decision !== 'PUBLISH';
  if (whole ? printTheSame(earlier, draft) : sameErrors(earlier, { draft, diagnostics }))
    return { ...report, draft, diagnostics, state: stateUnder(decision.decision), decision };
  const found = [...diagnostics, diagnose('DECISION_LAPSED', { actual: decision.decision })];
  const state = decideState(diagnostics);
  if (!whole || earlier.source.sha256 !== report.source.sha256) return { ...report, draft, diagnostics: found, state };
  // Of what was taken from the public, another reading is not shown to it by itself.
  const opened = { ...decision, decision: 'REOPEN' } as const;
  return { ...report, draft, diagnostics: found, state: state === 'PUBLISHED' ? 'IN_REVIEW' : state, decision: opened };
}

/** The state that a decision gives. */
export function stateUnder(decision: NonNullable<StoredReport['decision']>['decision']): ReportToFile['state'] {
  switch (decision) {
    case 'PUBLISH':
      return 'PUBLISHED';
    case 'WITHDRAW':
      return 'WITHDRAWN';
    case 'REOPEN':
      return 'IN_REVIEW';
  }
}

const printsTheSame = (one: Figure | undefined, other: Figure | undefined): boolean =>
  one?.status === other?.status && one?.value === other?.value;

const byName = (tables: ReportTables): ReadonlyMap<string, ReportCell> =>
  new Map(cellsOf(tables).map((cell) => [cellName(cell), cell]));

function keepCorrections(earlier: StoredReport, draft: ReportToFile['draft']) {
  const corrected = cellsOf(earlier).filter(({ figure }) => figure.correction !== undefined);
  if (corrected.length === 0) return { draft, lapsed: [] };
  const now = byName(draft);
  const kept = new Map<string, Figure['correction']>();
  const lapsed: Diagnostic[] = [];
  for (const { figure, ...place } of corrected) {
    const found = now.get(cellName(place))?.figure;
    if (found !== undefined && printsTheSame(figure, found)) kept.set(cellName(place), figure.correction);
    else lapsed.push(lapsedCorrection(place, figure, found));
  }
  const withKept = mapFigures(draft, (figure, place) => {
    const correction = kept.get(cellName(place));
    return correction === undefined ? figure : { ...figure, correction };
  });
  return { draft: kept.size === 0 ? draft : withKept, lapsed };
}

function lapsedCorrection(
  { line, applicant, track }: Omit<ReportCell, 'figure'>,
  corrected: Figure,
  found: Figure | undefined,
): Diagnostic {
  const value = currentValue(corrected);
  return diagnose('CORRECTION_LAPSED', {
    lines: [line],
    applicant,
    track,
    expected: value === null ? null : String(value),
    actual: found?.printed ?? null,
    span: found?.span ?? null,
  });
}

/** Whether two documents say the same in every cell. */
function printTheSame(one: ReportTables, other: ReportTables): boolean {
  const before = byName(one);
  const after = byName(other);
  return (
    before.size === after.size &&
    [...before].every(([name, { figure }]) => printsTheSame(figure, after.get(name)?.figure))
  );
}

const ERROR = SEVERITIES.indexOf('ERROR');

/** What a reviewer has looked at when publishing as printed: errors, with the numbers of every cell they are about. */
function errorsOf(diagnostics: readonly Diagnostic[], tables: ReportTables): readonly string[] {
  return diagnostics
    .filter(({ severity }) => SEVERITIES.indexOf(severity) >= ERROR)
    .map(({ code, lines, applicant, track, actual, expected }) => {
      const cells = cellsNamed({ lines, applicant, track }, tables);
      const numbers = cells.map(({ figure }) => currentValue(figure));
      return JSON.stringify([code, lines, applicant, track, actual, expected, numbers]);
    });
}

/** True when every error of the next revision was there, with the same numbers, when the earlier one was decided upon. */
export function sameErrors(
  earlier: StoredReport,
  next: { readonly draft: ReportTables; readonly diagnostics: readonly Diagnostic[] },
): boolean {
  const known = new Set(errorsOf(earlier.findings, earlier));
  return errorsOf(next.diagnostics, next.draft).every((error) => known.has(error));
}
