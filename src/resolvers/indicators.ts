import { MEASURES } from '../domain/indicators';
import { definitionsOf, formsOfRatio, RATIO_IDS, type RatioId } from '../domain/ratio-definitions';
import type { Indicator } from '../schema/indicator';

function indicatorOfRatio(id: RatioId): Indicator {
  const definitions = definitionsOf(id);
  const [standard] = definitions;
  if (standard === undefined) throw new Error(`ratio ${id} has no definition`);
  return {
    id,
    titleZh: standard.titleZh,
    titleEn: standard.titleEn,
    unit: 'ratio',
    additiveOverAgencies: false,
    additiveOverYears: false,
    forms: formsOfRatio(standard),
    definitions,
  };
}

/** Every measure and every ratio, in the order of the form. */
export const INDICATORS: readonly Indicator[] = [
  ...MEASURES.map(({ id, titleZh, titleEn, unit, stock, forms }) => ({
    id,
    titleZh,
    titleEn,
    unit,
    additiveOverAgencies: true,
    additiveOverYears: !stock,
    forms,
    definitions: [],
  })),
  ...RATIO_IDS.map(indicatorOfRatio),
];

/** Those whose id, titles or formula contain every word of the search. */
export function indicatorsMatching(search: string): readonly Indicator[] {
  const words = search.toLowerCase().split(/\s+/);
  return INDICATORS.filter(({ id, titleZh, titleEn, definitions }) => {
    const formulas = definitions.map(({ titleZh: title, formula }) => `${title} ${formula}`);
    const text = [id, titleZh, titleEn, ...formulas].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
