/** A hub with made-up reports in it, and what reviewers ask of it. */
import { createImportService } from '../../src/imports/import-service';
import { type MadeUpReport, readMadeUp } from './build-draft';
import { type GraphqlAnswer, startTestHub, type TestHub } from './hub';
import { importMadeUp } from './store';

export interface TestDesk {
  readonly hub: TestHub;
  /** Imports made-up reports one by one; answers statuses. */
  imported(...reports: readonly MadeUpReport[]): Promise<readonly string[]>;
  decide(reportId: string, expectedRevision: number, decision: string, reason?: string): Promise<GraphqlAnswer>;
  correct(reportId: string, expectedRevision: number, corrections: readonly object[]): Promise<GraphqlAnswer>;
  merge(from: string, into: string): Promise<GraphqlAnswer>;
  /** State and revision of a report for the public, and for a reviewer. */
  standing(reportId: string): Promise<{ readonly public: string | null; readonly all: string | null }>;
  /** Empties the store, so that ids count from 1 again: cheaper than another hub. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const REPORT = `report {
  id revision state
  diagnostics { code severity lines applicant track actual expected }
  applicationStats(applicants: [TOTAL]) { received outcomes { total withheld { total } } }
}`;

const DECIDE = `mutation ($input: ReviewReportInput!) { reviewReport(input: $input) { conflict ${REPORT} } }`;
const CORRECT = `mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) { conflict ${REPORT} } }`;
const MERGE =
  'mutation ($from: ID!, $into: ID!) { mergeAgencies(from: $from, into: $into, reason: "one agency") { id name aliases } }';

export async function openTestDesk(): Promise<TestDesk> {
  const hub = await startTestHub();
  const imports = createImportService(hub.dataSource, { read: readMadeUp });
  const seen = (answer: GraphqlAnswer): string | null => {
    const { annualReport } = answer.data;
    return annualReport === null ? null : `${annualReport.revision} ${annualReport.state}`;
  };
  return {
    hub,
    imported: async (...reports) => {
      const statuses: string[] = [];
      for (const report of reports) {
        const { items } = await importMadeUp(imports, [report]);
        statuses.push(...items.map(({ status }) => status));
      }
      return statuses;
    },
    decide: (reportId, expectedRevision, decision, reason = 'looked at') =>
      hub.askAsAdministrator(DECIDE, { input: { reportId, expectedRevision, decision, reason } }),
    correct: (reportId, expectedRevision, corrections) =>
      hub.askAsAdministrator(CORRECT, { input: { reportId, expectedRevision, corrections, reason: 'a slip' } }),
    merge: (from, into) => hub.askAsAdministrator(MERGE, { from, into }),
    standing: async (reportId) => {
      const query = 'query ($id: ID!) { annualReport(id: $id) { revision state } }';
      const [everyone, reviewer] = await Promise.all([
        hub.ask(query, { id: reportId }),
        hub.askAsAdministrator(query, { id: reportId }),
      ]);
      return { public: seen(everyone), all: seen(reviewer) };
    },
    clear: async () => {
      await hub.dataSource.query('TRUNCATE agency, source_document, import_job, audit_entry RESTART IDENTITY CASCADE');
    },
    close: () => hub.stop(),
  };
}
