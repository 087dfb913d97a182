import { type Diagnostic, diagnose } from '../../domain/diagnostic';
import type { ReadingHints, ReportingAgency, ReportScope } from '../../domain/report-draft';
import type { Span } from '../../domain/source-text';
import { CORPS } from './identify-corps';
import type { ScopeStatements } from './scope-statements';

export interface ScopeReading {
  readonly scope: ReportScope;
  readonly scopeSpan: Span | null;
  readonly diagnostics: readonly Diagnostic[];
}

function reading(scope: ReportScope, scopeSpan: Span | null, against: Span | null = null): ScopeReading {
  if (against === null) return { scope, scopeSpan, diagnostics: [] };
  const related = scopeSpan === null ? [] : [scopeSpan];
  return { scope, scopeSpan, diagnostics: [diagnose('SCOPE_UNCERTAIN', { expected: scope, span: against, related })] };
}

/**
 * Whose figures a report holds. In order:
 *
 * 1. A hint.
 * 2. A sentence that the figures were gathered from the agencies of an area: CONSOLIDATED; uncertain when an office also speaks of itself, or
 *    the report is a department's. 所属单位 of a department or township are its own.
 * 3. A sentence that others are left out: OWN; uncertain when the report is in the name of an area.
 * 4. A report in the name of an area, i.e. of its government or its zone's committee, at county level or above: CONSOLIDATED; uncertain when
 *    the introduction speaks of 本机关 or 我单位.
 * 5. Anything else known to be one agency's: OWN.
 *
 * @param naming the sentence that names the agency
 */
export function readScope(
  statements: ScopeStatements,
  agency: ReportingAgency | null,
  naming: Span | null,
  hints: ReadingHints,
): ScopeReading {
  if (hints.scope !== undefined && hints.scope !== 'UNKNOWN') return reading(hints.scope, null);
  const { excluding, self, selfElsewhere } = statements;
  const ofArea = (agency?.kind === 'GOVERNMENT' && agency.level !== 'TOWNSHIP') || agency?.name === CORPS;
  const forArea = ofArea || agency?.kind === 'GENERAL_OFFICE' || agency === null;
  const township = agency?.level === 'TOWNSHIP';
  const gathering = statements.gathering.find(({ subordinate }) => !township && (forArea || !subordinate));
  if (gathering !== undefined) {
    const against = excluding ?? (ofArea ? null : self) ?? (forArea ? null : gathering.span);
    return reading('CONSOLIDATED', gathering.span, against);
  }
  if (excluding !== null) return reading('OWN', excluding, ofArea ? naming : null);
  if (ofArea) return reading('CONSOLIDATED', naming, self);
  const own = self ?? selfElsewhere;
  return agency === null && own === null ? reading('UNKNOWN', null) : reading('OWN', own);
}
