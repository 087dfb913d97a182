import { foldText, gramsOf } from '../domain/full-text';
import type { ReportKey } from '../domain/report';
import { KEY_COLUMNS, type WrittenTable } from './column-arrays';
import { keyCells, type Row } from './report-rows';

/** The narrative sections as they are searched. */
export const NARRATIVE_SECTION: WrittenTable = {
  name: 'narrative_section',
  columns: [...KEY_COLUMNS, ['place', 'smallint'], ['folded', 'text'], ['grams', 'tsvector']],
};

/** A tsvector as PostgreSQL writes it, without positions. */
const vectorOf = (grams: readonly string[]): string =>
  grams.length === 0 ? '' : `'${grams.map(escaped).join("' '")}'`;

const escaped = (gram: string): string => (/['\\]/.test(gram) ? gram.replace(/['\\]/g, '$&$&') : gram);

/** Rows of narrative_section; a text of too many grams has none and is searched by itself. */
export function narrativeRows(narrative: readonly { readonly text: string }[], key: ReportKey): readonly Row[] {
  return narrative.map(({ text }, place) => {
    const folded = foldText(text);
    const grams = gramsOf(folded);
    return [...keyCells(key), place, folded, grams === null ? null : vectorOf(grams)];
  });
}
