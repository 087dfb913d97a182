import type { Diagnostic } from '../domain/diagnostic';
import type { ReportDraft } from '../domain/report-draft';
import type { FiguresOf } from './figures-of';

/** What one rule found in one report. */
export interface CheckOutcome {
  readonly diagnostics: readonly Diagnostic[];
  /** How often the rule could be applied, and how often an operand was not known. */
  readonly assessed: number;
  readonly notAssessable: number;
}

/** A rule about one report. */
export type Check = (draft: ReportDraft, figures: FiguresOf) => CheckOutcome;

/** Collects the applications of one rule. */
export class Outcomes {
  private readonly diagnostics: Diagnostic[] = [];
  private assessed = 0;
  private notAssessable = 0;

  /** Compares two sums; the finding is made only when both are known and differ. */
  compare(
    actual: number | null,
    expected: number | null,
    finding: (actual: string, expected: string) => Diagnostic,
  ): void {
    if (actual === null || expected === null) {
      this.notAssessable++;
      return;
    }
    this.assessed++;
    if (actual !== expected) this.diagnostics.push(finding(String(actual), String(expected)));
  }

  result(): CheckOutcome {
    return { diagnostics: this.diagnostics, assessed: this.assessed, notAssessable: this.notAssessable };
  }
}
