import { type Diagnostic, diagnose } from '../domain/diagnostic';
import type { Cell } from './lex-cells';
import type { Zone } from './locate-tables';
import type { Reporting } from './reporting';
import { isShortFor } from './short-names';

const LONGEST_CAPTION = 40;
const SENTENCE = /[。；;，,]/u;
/** Not of a date. */
const YEAR = /(?<!\d)(20\d{2})\s*年(?!\s*\d{1,2}\s*月)/gu;
/** 附件：市水利局政府信息公开情况 */
const ANNEX = /^[（(]?附[件表录]?\s*[\d一二三四五]*\s*[：:、.]?\s*(.+)$/u;
const AGENCY =
  /^[^（(\d]{1,12}?(?:局|委员会|厅|办公[室厅]|街道(?:办事处)?|中心|镇|乡)(?=\d|[政信统汇情年主依的（(]|$)/u;
const OF_OTHERS = /^(?:下属|所属|直属)/u;

const isCaption = (text: string): boolean => text.length <= LONGEST_CAPTION && !SENTENCE.test(text);

const MOST_ABOVE = 8;
const SECTION = /^[一二三四五六]、/u;
const OF_SECTION = /(?:主动公开政府信息|政府信息公开申请|行政复议、?行政诉讼|主要问题及?改进)(?:的?情况)$/u;

/** The first line below the heading of the section, or of the few above a table. */
function firstAbove(cells: readonly Cell[], start: number): number {
  let first = start;
  while (first > 0 && start - first < MOST_ABOVE) {
    const above = cells[first - 1];
    if (above?.kind === 'VALUE' || SECTION.test(above?.text ?? '')) break;
    first--;
  }
  return first;
}

/** The short lines above the numbers of a table. */
function captionsOf(cells: readonly Cell[], { start, end }: Zone): readonly Cell[] {
  const captions: Cell[] = [];
  for (let at = firstAbove(cells, start); at < end && cells[at]?.kind !== 'VALUE'; at++) {
    const cell = cells[at] as Cell;
    const { kind, text, row } = cell;
    const isAlone = row === null || (cells[at - 1]?.row !== row && cells[at + 1]?.row !== row);
    if (kind === 'TEXT' && isAlone && isCaption(text)) captions.push(cell);
  }
  return captions;
}

function isOfAnotherYear(caption: string, year: number): boolean {
  const named = [...caption.matchAll(YEAR)].map(([, printed]) => Number(printed));
  return named.length > 0 && !named.includes(year);
}

/** Either name may be the short one; a government and its office file one report. */
const isSameAgency = (agency: string, name: string): boolean =>
  isShortFor(agency, name) || isShortFor(name, agency) || (agency.includes('政府') && name.includes('政府'));

function isOfAnotherAgency(caption: string, name: string): boolean {
  const annexed = ANNEX.exec(caption)?.[1] ?? '';
  const agency = AGENCY.exec(annexed)?.[0];
  return OF_OTHERS.test(annexed) || (agency !== undefined && !isSameAgency(agency, name));
}

/** Where what another agency reports is annexed, behind the last section of the report; undefined without. */
export function startOfAnnex(cells: readonly Cell[], { agency }: Reporting): number | undefined {
  if (agency === null) return undefined;
  const isShort = ({ kind, text }: Cell): boolean => kind === 'TEXT' && isCaption(text);
  const last = cells.findLastIndex((cell) => isShort(cell) && OF_SECTION.test(cell.text));
  const start = cells.findIndex((cell, at) => at > last && isShort(cell) && isOfAnotherAgency(cell.text, agency.name));
  return start < 0 ? undefined : start;
}

/** The finding that what stands above a table says that it is of another year, or, annexed, of another agency; null when nothing does. */
export function contradictionAbove(cells: readonly Cell[], zone: Zone, { agency, year }: Reporting): Diagnostic | null {
  for (const { text, start, end } of captionsOf(cells, zone)) {
    const found = { actual: text, span: { start, end } };
    if (year !== null && isOfAnotherYear(text, year))
      return diagnose('YEAR_CONTRADICTED', { expected: String(year), ...found });
    if (agency !== null && isOfAnotherAgency(text, agency.name))
      return diagnose('AGENCY_CONTRADICTED', { expected: agency.name, ...found });
  }
  return null;
}
