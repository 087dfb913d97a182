import { regionNamesAt } from '../../gazetteer/region-names';
import { liesIn } from '../../gazetteer/regions';
import { matchesIn } from '../matches-in';
import { PARENT_BODIES } from './agency-words';
import { readRegionPrefix } from './name-context';

/** 济南市教育局（和）济南市体育局, 济南市教育局市体育局: where a second name begins. 济南市公安局历下区分局 is one. */
const SECOND_NAME = /(?<=局|厅|委|委员会|政府|办公[室厅]|管委会)(?:和|与|及|暨|[、/·])?/gu;
const OF_SAME_LEVEL = /^[省市区县州盟旗](?!场|政|容|域|级|直|属).{1,12}[局委办厅]$/u;

/** Where the first of two names that are printed as one ends and the second begins; null when there is one only. */
export function startOfSecond(name: string): readonly [number, number] | null {
  const parent = PARENT_BODIES.find((each) => name.startsWith(each)) ?? '';
  for (const match of matchesIn(name, SECOND_NAME)) {
    if (match.index <= parent.length) continue;
    const end = match.index;
    const start = end + match[0].length;
    const second = name.slice(start);
    if (second.length < 3 || second.endsWith('分局')) continue;
    const isOfParent = PARENT_BODIES.some((each) => second.startsWith(each));
    if (isOfParent || (start === end && OF_SAME_LEVEL.test(second))) return [end, start];
    const [place] = regionNamesAt(name, start).filter(({ full }) => full);
    if (place === undefined) continue;
    const own = readRegionPrefix(name.slice(parent.length))?.regions ?? [];
    const isWithin = place.regions.some((inner) => own.some((outer) => inner !== outer && liesIn(inner, outer)));
    if (start > end || !isWithin || name.slice(0, end).endsWith('政府')) return [end, start];
  }
  const bracket = /^([^()]*[区会])\(([^()]{2,12})\)$/u.exec(name);
  const [, zone = '', place = ''] = bracket ?? [];
  const prefix = place === '' ? null : readRegionPrefix(place);
  // 杭州高新区(滨江): what is short for a place beside a zone is one, too.
  const isPlace = prefix?.end === place.length && (prefix.full || zone.endsWith('区'));
  return isPlace ? [zone.length, zone.length + 1] : null;
}
