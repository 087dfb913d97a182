import type { Diagnostic } from '../domain/diagnostic';
import { absentFigure, type Figure } from '../domain/figure';
import type { DisclosureLineCode, TabledForm } from '../domain/statutory-form';
import { alignRows } from './align-rows';
import { assembleRows } from './assemble-rows';
import { fold } from './fold';
import type { Cell } from './lex-cells';
import { figuresOfLine, sayProof, sayUnfilled } from './read-figures';
import { DISCLOSURE_TABLES } from './table-lines';

export interface ProactiveDisclosureReading {
  readonly figures: readonly Figure<DisclosureLineCode>[];
  /** The form that the column headings speak for; null when they are gone. */
  readonly form: TabledForm | null;
}

const HEADINGS: Readonly<Record<TabledForm, RegExp>> = {
  FORM_2019: /新制作数量|新公开数量|对外公开总数量|上一年项目数量|本年增减|采购项目数量|其他对外管理服务事项/u,
  FORM_2021: /制发件数|废止件数|现行有效件数|本年收费金额/u,
};

function formOf(cells: readonly Cell[]): TabledForm | null {
  const votes = { FORM_2019: 0, FORM_2021: 0 };
  for (const cell of cells) {
    if (cell.kind !== 'TEXT') continue;
    const text = fold(cell.text);
    if (HEADINGS.FORM_2019.test(text)) votes.FORM_2019++;
    if (HEADINGS.FORM_2021.test(text)) votes.FORM_2021++;
  }
  if (votes.FORM_2019 === votes.FORM_2021) return null;
  return votes.FORM_2019 > votes.FORM_2021 ? 'FORM_2019' : 'FORM_2021';
}

/** Table two when there is none: every figure absent. */
export function absentProactiveDisclosure(form: TabledForm): readonly Figure<DisclosureLineCode>[] {
  return DISCLOSURE_TABLES[form].rows.flatMap((row) => row.codes.map(absentFigure));
}

/**
 * Reads table two.
 *
 * @param cells the cells of the table, heading included
 * @param fallback the form to read by when the column headings are gone
 */
export function readProactiveDisclosure(
  cells: readonly Cell[],
  fallback: TabledForm,
  diagnostics: Diagnostic[],
): ProactiveDisclosureReading {
  const form = formOf(cells);
  const { book, rows } = DISCLOSURE_TABLES[form ?? fallback];
  const lines = alignRows(
    assembleRows(book, cells),
    rows.map((row) => row.codes.length),
  );
  const figures = rows.flatMap((row, index) => {
    const result = lines[index] ?? { found: 'NOTHING' };
    sayProof(row.codes, result, row.codes.length, diagnostics);
    const read = figuresOfLine(row.codes, row.kinds, result, [], diagnostics);
    sayUnfilled(read, {}, diagnostics);
    return read;
  });
  return { figures, form };
}
