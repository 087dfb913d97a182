import type { HubClient } from './hub-client';

/** One report that was read again, as the API answers it. */
interface Reread {
  readonly status: 'UNCHANGED' | 'CHANGED' | 'SKIPPED';
  readonly reason: string | null;
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
  readonly report: { readonly id: string; readonly year: number; readonly agency: { readonly name: string } } | null;
  readonly made: { readonly id: string; readonly revision: number } | null;
}

interface ShownFigure {
  readonly status: string;
  readonly value: string | null;
}

interface RereadPage {
  readonly rereadReports: {
    readonly nodes: readonly Reread[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const FIGURE = '{ status value }';
const REREAD = `mutation Reread($filter: ReportFilter, $mode: ImportMode!, $after: String) {
  rereadReports(filter: $filter, mode: $mode, first: 100, after: $after) {
    nodes {
      status reason state newFindings goneFindings
      changes { line applicant track before ${FIGURE} after ${FIGURE} }
      report { id year agency { name } }
      made { id revision }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export interface RereadAsk {
  /** As the API takes it. */
  readonly filter: object;
  readonly commit: boolean;
}

/** Reads stored sources again, a page after the other, and hands over what became of each. */
export async function rereadThere(hub: HubClient, ask: RereadAsk, take: (reread: Reread) => void): Promise<void> {
  const mode = ask.commit ? 'COMMIT' : 'VALIDATE_ONLY';
  for (let after: string | null = null; ; ) {
    const { rereadReports }: RereadPage = await hub.ask<RereadPage>(REREAD, { filter: ask.filter, mode, after });
    for (const reread of rereadReports.nodes) take(reread);
    if (!rereadReports.pageInfo.hasNextPage) return;
    after = rereadReports.pageInfo.endCursor;
  }
}

const shown = (figure: ShownFigure | null): string => figure?.value ?? figure?.status ?? 'not on the form';

/** A report that reads otherwise, or could not be read, for a person: what it is, and each cell with what it was and is. */
export function rereadLines({ status, reason, report, changes, newFindings, goneFindings, made }: Reread): string[] {
  const name = report === null ? '?' : `${report.id} ${report.agency.name} ${report.year}`;
  const became = made === null ? '' : ` → revision ${made.revision}`;
  const findings = [...newFindings.map((code) => `+${code}`), ...goneFindings.map((code) => `-${code}`)];
  return [
    `${name}: ${status}${reason === null ? '' : ` (${reason})`}${became}`,
    ...changes.map(({ line, applicant, track, before, after }) => {
      const column = applicant ?? track;
      return `  ${line}${column === null ? '' : ` ${column}`}: ${shown(before)} → ${shown(after)}`;
    }),
    ...(findings.length === 0 ? [] : [`  ${findings.join(' ')}`]),
  ];
}
