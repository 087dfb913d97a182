import { MEASURES } from '../../src/domain/indicators';
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
