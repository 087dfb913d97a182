import { type MeasureLookup, measureById } from '../../src/domain/indicators';
import type { ReportDraft } from '../../src/domain/report-draft';
import { GROUP_LINES, type OutcomeGroup } from '../../src/domain/statutory-form';

const sum = (values: readonly (number | null | undefined)[]): number | null =>
  values.reduce<number | null>(
    (total, value) => (total === null || value === null || value === undefined ? null : total + value),
    0,
  );

/** Measures straight from a draft, without a store: a second way to the same numbers. */
export function measureOfDraft(draft: ReportDraft): MeasureLookup {
  return (id, applicant) => {
    const { source } = measureById(id);
    if (source.table === 'disclosure')
      return draft.proactiveDisclosure.find(({ line }) => line === source.line)?.value ?? null;
    if (source.table === 'review') {
      return sum(
        source.tracks.map(
          (track) =>
            draft.reviewLitigation
              .find((block) => block.track === track)
              ?.figures.find(({ line }) => line === source.line)?.value,
        ),
      );
    }
    const figures = draft.applicationStats.find((stats) => stats.applicant === applicant)?.figures ?? [];
    const printed = figures.find(({ line }) => line === source.path);
    if (printed !== undefined) return printed.value;
    const group = source.path.split('.')[1] as OutcomeGroup;
    return sum(GROUP_LINES[group].map((code) => figures.find(({ line }) => line === code)?.value));
  };
}
