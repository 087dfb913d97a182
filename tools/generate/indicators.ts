import { MEASURES, STATUS_MEANINGS, VALUE_STATUSES, VALUED_STATUSES } from '../../src/domain/indicators';
import { RATIO_DEFINITIONS } from '../../src/domain/ratio-definitions';
import { page, table } from './markdown';

/** docs/indicators.md: what can be asked about, and how each ratio is computed. */
export function makeIndicatorsPage(): string {
  return page(
    '# Indicators',
    '## Ratios',
    'A ratio has a value only when every figure of its formula is known; otherwise its status says why it has none. Version 1 is the default.',
    table(
      ['Ratio', 'Version', '名称', 'Name', 'Formula', 'What it does not say'],
      RATIO_DEFINITIONS.map(({ id, version, titleZh, titleEn, formula, caveats }) => [
        `\`${id}\``,
        String(version),
        titleZh,
        titleEn,
        formula,
        caveats.join(' '),
      ]),
    ),
    '## Groups of reports',
    'Always in this order: visible states, filter, one current revision for each agency and year, groups, sums, `having`, order, page of groups. `first` changes no value. The scope is OWN unless the filter says another; several scopes need SCOPE in `groupBy`.',
    table(
      ['Status', 'Value', 'When'],
      VALUE_STATUSES.map((status) => [
        `\`${status}\``,
        VALUED_STATUSES.includes(status) ? 'yes' : 'no',
        STATUS_MEANINGS[status],
      ]),
    ),
    'A pooled ratio divides sums over the reports that know both parts. MEAN and MEDIAN of a ratio take each report as one point; a report whose denominator is zero has no ratio and is no point. Quantiles are interpolated, STDDEV is that of a sample.',
    'A change compares the agencies of a group with the same agencies some years earlier, in the same group and under the same filter with its years shifted, and only those that know the figure in both years: `comparableAgencies`. It is relative to the size of the earlier value; a base of zero has no relative change.',
    'The answer of a region is its CONSOLIDATED report, or the sum of the OWN reports within it, as the scope says, and never both. `region.consolidation` puts the two beside each other with how many of the agencies known to report are there; where they contradict each other, the report on the region has the finding CONSOLIDATION_MISMATCH: a sum of all known agencies that is another number, or a sum of some that is more than the whole. Consolidated reports on areas within each other count twice when they are added, which `warnings` says.',
    'A ranking ranks the filtered peers before paging; equal ratios share a rank, and the percentile says how many of 100 other peers have a lower value. A series marks a form break where the forms are others than at the point before that has reports.',
    '## Measures',
    'Levels at a point in time are never added over years.',
    table(
      ['Measure', '名称', 'Name', 'Counts', 'Forms'],
      MEASURES.map(({ id, titleZh, titleEn, unit, stock, forms }) => [
        `\`${id}\``,
        titleZh,
        titleEn,
        stock ? `${unit}, at a point in time` : unit,
        forms.map((form) => form.replace('FORM_', '')).join(', '),
      ]),
    ),
  );
}
