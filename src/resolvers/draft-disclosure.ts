import type { Figure } from '../domain/figure';
import type { Count, ProactiveDisclosure, ReportKey } from '../domain/report';
import { DISCLOSURE_LINES, type DisclosureLineCode, type FormVersion } from '../domain/statutory-form';
import type { Figure as ShownFigure } from '../schema/figure';
import { showTable } from './figures';
import type { SourceText } from './source-text';

/** Table two of a draft, which has its figures at hand. */
export interface DraftDisclosure extends Omit<ProactiveDisclosure, keyof ReportKey> {
  readonly figures: readonly ShownFigure[];
}

/** Table two as it would be stored; null for a draft without it. */
export function disclosureOfDraft(
  figures: readonly Figure<DisclosureLineCode>[],
  form: FormVersion | null,
  text: SourceText,
): DraftDisclosure | null {
  if (figures.length === 0) return null;
  const values = new Map(figures.map(({ line, value }) => [line, value]));
  const count = (line: DisclosureLineCode): Count => values.get(line) ?? null;
  return {
    rules: { issued: count('rules.issued'), repealed: count('rules.repealed'), inForce: count('rules.inForce') },
    normativeDocuments: {
      issued: count('normativeDocuments.issued'),
      repealed: count('normativeDocuments.repealed'),
      inForce: count('normativeDocuments.inForce'),
    },
    licensingDecisions: count('licensing.decisions'),
    penaltyDecisions: count('penalties.decisions'),
    compulsionDecisions: count('compulsion.decisions'),
    feesCollected: count('fees.collected'),
    figures: showTable(figures, DISCLOSURE_LINES, form, text),
  };
}
