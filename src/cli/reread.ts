import { followJob, itemsOfJob, JOB_FIELDS, type JobState } from './follow-job';
import type { HubClient } from './hub-client';

/** One report that was read again, as the API answers it. */
export interface Reread {
  readonly clientRef: string;
  readonly status: string;
  readonly failure: string | null;
  readonly reread: {
    readonly status: 'UNCHANGED' | 'CHANGED' | 'SKIPPED';
    readonly state: string;
    readonly newFindings: readonly string[];
    readonly goneFindings: readonly string[];
    readonly changes: readonly {
      readonly line: string;
      readonly applicant: string | null;
      readonly track: string | null;
      readonly before: ShownFigure | null;
      readonly after: ShownFigure | null;
    }[];
    readonly report: {
      readonly id: string;
      readonly year: number;
      readonly state: string;
      readonly agency: { readonly name: string };
    } | null;
    readonly made: { readonly id: string; readonly revision: number } | null;
  } | null;
}

interface ShownFigure {
  readonly status: string;
  readonly value: string | null;
}

const FIGURE = '{ status value }';
const ITEM = `clientRef status failure reread {
  status state newFindings goneFindings
  changes { line applicant track before ${FIGURE} after ${FIGURE} }
  report { id year state agency { name } } made { id revision }
}`;
const REREAD = `mutation ($filter: ReportFilter, $mode: ImportMode!, $note: String) {
  rereadReports(filter: $filter, mode: $mode, note: $note) { ${JOB_FIELDS} }
}`;
const WHETHER =
  'The query importJobs(first: 1) shows the job if it was begun. To run the command again does no harm: what was read again is left as it is.';
/** What is read as before has nothing to be told. */
const TELLING = ['VALID', 'REVISED', 'IN_REVIEW', 'QUARANTINED', 'FAILED'];

export interface RereadAsk {
  /** As the API takes it. */
  readonly filter: object;
  readonly commit: boolean;
  readonly note: string | null;
}

/**
 * Has stored reports read again, and hands over those that are read otherwise, or could not be read.
 * @param heard - how far the job is
 */
export async function rereadThere(
  hub: HubClient,
  { filter, commit, note }: RereadAsk,
  heard: (job: JobState) => void,
  take: (reread: Reread) => void,
): Promise<JobState> {
  const mode = commit ? 'COMMIT' : 'VALIDATE_ONLY';
  const asked = { filter, mode, note };
  const { rereadReports } = await hub.ask<{ readonly rereadReports: JobState }>(REREAD, asked, WHETHER);
  const job = await followJob(hub, rereadReports.id, heard);
  for await (const reread of itemsOfJob<Reread>(hub, job.id, ITEM, TELLING)) take(reread);
  return job;
}

const shown = (figure: ShownFigure | null): string => figure?.value ?? figure?.status ?? 'not on the form';

/** A report that reads otherwise, or could not be read, for a person: what it is, and each cell with what it was and is. */
export function rereadLines({ clientRef, failure, reread }: Reread): string[] {
  if (reread === null) return [`${clientRef}: ${failure ?? ''}`];
  const { report, made, state, changes, newFindings, goneFindings } = reread;
  const name = report === null ? clientRef : `${report.id} ${report.agency.name} ${report.year}`;
  const became = made === null ? '' : ` → revision ${made.revision}`;
  const moved = report === null || report.state === state ? '' : `, ${report.state} → ${state}`;
  const findings = [...newFindings.map((code) => `+${code}`), ...goneFindings.map((code) => `-${code}`)];
  return [
    `${name}: ${reread.status}${failure === null ? '' : ` (${failure})`}${became}${moved}`,
    ...changes.map(({ line, applicant, track, before, after }) => {
      const column = applicant ?? track;
      return `  ${line}${column === null ? '' : ` ${column}`}: ${shown(before)} → ${shown(after)}`;
    }),
    ...(findings.length === 0 ? [] : [`  ${findings.join(' ')}`]),
  ];
}

/** What a person is told at the end. */
export function rereadSummary({ total, cancelledAt }: JobState, changed: number, unread: number): string {
  if (total === 0) return 'Nothing to read again: all was read by the reader of today.';
  const counts = `${total} read again: ${changed} read otherwise, ${unread} could not be read, ${total - changed - unread} as before.`;
  return cancelledAt === null ? counts : `Cancelled. ${counts}`;
}
