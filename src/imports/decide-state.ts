import { type Diagnostic, worstSeverity } from '../domain/diagnostic';
import type { ReportState } from '../domain/report';

/** The rule of publication: a blocker quarantines, an error keeps for review, anything else is published. */
export function decideState(diagnostics: readonly Diagnostic[]): ReportState {
  switch (worstSeverity(diagnostics)) {
    case 'BLOCKER':
      return 'QUARANTINED';
    case 'ERROR':
      return 'IN_REVIEW';
    case 'WARNING':
    case 'INFO':
    case null:
      return 'PUBLISHED';
  }
}
