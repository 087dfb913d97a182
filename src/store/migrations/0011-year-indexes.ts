import type { MigrationInterface, QueryRunner } from 'typeorm';

const MOST_ASKED = `received, brought_forward, carried_forward, outcomes_disclosed, outcomes_partly_disclosed, outcomes_total,
  outcomes_withheld_total, outcomes_unavailable_not_held, outcomes_unavailable_still_unclear, outcomes_not_processed_total,
  outcomes_closed_otherwise_total`;

const EVERY_LINE = `received, brought_forward, outcomes_disclosed, outcomes_partly_disclosed, outcomes_withheld_state_secrets,
  outcomes_withheld_prohibited_by_law, outcomes_withheld_security_or_stability, outcomes_withheld_third_party_interests,
  outcomes_withheld_internal_affairs, outcomes_withheld_deliberative_process, outcomes_withheld_enforcement_case_files,
  outcomes_withheld_enquiry_procedure, outcomes_unavailable_not_held, outcomes_unavailable_creation_required,
  outcomes_unavailable_still_unclear, outcomes_not_processed_petition_or_complaint, outcomes_not_processed_duplicate,
  outcomes_not_processed_published_works, outcomes_not_processed_vexatious, outcomes_not_processed_confirm_or_reissue,
  outcomes_closed_otherwise_clarification_lapsed, outcomes_closed_otherwise_fee_unpaid, outcomes_closed_otherwise_other,
  outcomes_closed_otherwise_total, outcomes_total, carried_forward, outcomes_withheld_total, outcomes_unavailable_total,
  outcomes_not_processed_total`;

const DROP = 'DROP INDEX application_stats_year';
const indexOf = (columns: string): string =>
  `CREATE INDEX application_stats_year ON application_stats (year, agency_id, revision, ${columns}) WHERE applicant = 'TOTAL'`;

const ADDED = [
  `CREATE INDEX application_stats_applicant_year ON application_stats (year, applicant, agency_id, revision, received)
    WHERE applicant <> 'TOTAL'`,
  `CREATE INDEX review_litigation_year ON review_litigation
    (year, track, agency_id, revision, upheld, corrected, other, pending, total)`,
  `CREATE INDEX proactive_disclosure_year ON proactive_disclosure (year, agency_id, revision, rules_issued, rules_repealed,
    rules_in_force, normative_documents_issued, normative_documents_repealed, normative_documents_in_force,
    licensing_decisions, penalties_decisions, compulsion_decisions, fees_collected)`,
];

/** What a question over the reports of a year needs of the three tables, so that no other year is read for it. */
export class YearIndexes1765000000000 implements MigrationInterface {
  readonly name = 'YearIndexes1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [DROP, indexOf(EVERY_LINE), ...ADDED]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['proactive_disclosure_year', 'review_litigation_year', 'application_stats_applicant_year'])
      await runner.query(`DROP INDEX ${index}`);
    for (const statement of [DROP, indexOf(MOST_ASKED)]) await runner.query(statement);
  }
}
