import { SEVERITIES } from '../../src/domain/diagnostic';
import { DIAGNOSTIC_CATALOGUE } from '../../src/domain/diagnostic-catalogue';
import { page, table } from './markdown';

/** docs/diagnostics.md: every finding there is, worst first. */
export function makeDiagnosticsPage(): string {
  const entries = Object.entries(DIAGNOSTIC_CATALOGUE).sort(
    ([, a], [, b]) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
  return page(
    '# Findings about a document',
    'A BLOCKER puts a report into quarantine, an ERROR keeps it in review; neither is published by itself. Printed figures are never changed by a finding.',
    table(
      ['Code', 'Severity', 'What it says', 'What to do'],
      entries.map(([code, { severity, title, advice }]) => [`\`${code}\``, severity, `${title}.`, advice]),
    ),
  );
}
