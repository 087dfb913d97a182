import { foldText, gramsOf } from '../domain/full-text';
import type { ReportKey } from '../domain/report';
import { type JsonRow, keyColumns } from './report-rows';

/** Rows of narrative_section, for `insertNarrative`. */
export function narrativeRows(narrative: readonly { readonly text: string }[], key: ReportKey): readonly JsonRow[] {
  return narrative.map(({ text }, place) => {
    const folded = foldText(text);
    return { ...keyColumns(key), place, folded, grams: gramsOf(folded) };
  });
}

/** Takes the rows as one JSON parameter of this number. */
export const insertNarrative = (parameter: number): string =>
  'INSERT INTO narrative_section (agency_id, year, revision, place, folded, grams)' +
  ' SELECT agency_id, year, revision, place, folded, array_to_tsvector(grams)' +
  ` FROM json_to_recordset($${parameter}) AS section(agency_id integer, year smallint, revision integer, place smallint, folded text, grams text[])`;
