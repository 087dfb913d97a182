import type { SourceDocument } from '../domain/source-document';
import type { Block } from './html-flow';
import { mainPartOf, openPackage } from './office-package';
import { sheetBlocks } from './sheet-flow';
import { writeFlow } from './write-flow';
import { readSharedStrings, readSheet, type Workbook } from './xlsx-sheet';
import { readStyles } from './xlsx-styles';
import { attributeOf, isOn, readXml } from './xml';

const MOST_SHEETS = 200;
/** Names that spreadsheets give of themselves say nothing. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*$/i;

interface SheetName {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

/**
 * What an Excel workbook shows (ECMA-376 part 1, SpreadsheetML): its sheets one after the other, each under its name. Hidden sheets, rows and
 * columns are left out, and so are charts and notes.
 * @throws Unreadable when the container is damaged or beyond the limits
 */
export function readXlsx(bytes: Uint8Array): Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'> {
  const parts = openPackage(bytes);
  const main = mainPartOf(parts, /^xl\/workbook\d*\.xml$/i);
  const relations = parts.relationsOf(main.path);
  const part = (type: string) => {
    const path = [...relations.values()].find((relation) => relation.type === type)?.path;
    return path === undefined ? null : parts.read(path);
  };
  const { sheets, from1904, isUncalculated } = readWorkbook(main.bytes);
  const workbook: Workbook = {
    strings: readSharedStrings(part('sharedStrings')),
    styles: readStyles(part('styles')),
    from1904,
    isUncalculated,
  };
  const shown = sheets.some(({ hidden }) => !hidden) ? sheets.filter(({ hidden }) => !hidden) : sheets;
  const blocks: Block[] = [];
  for (const { name, relation } of shown.slice(0, MOST_SHEETS)) {
    const target = relations.get(relation);
    const sheet = target?.type === 'worksheet' ? parts.read(target.path) : null;
    const content = sheet === null ? [] : sheetBlocks(readSheet(sheet, workbook));
    if (content.length > 0 && !DEFAULT_NAME.test(name.trim())) blocks.push(name.trim());
    for (const block of content) blocks.push(block);
  }
  return { ...writeFlow(blocks), pageTitles: [] };
}

interface WorkbookPart extends Pick<Workbook, 'from1904' | 'isUncalculated'> {
  readonly sheets: readonly SheetName[];
}

function readWorkbook(part: Uint8Array): WorkbookPart {
  const sheets: SheetName[] = [];
  let from1904 = false;
  let isUncalculated = false;
  readXml(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = attributes.date1904 !== undefined && isOn({ val: attributes.date1904 });
      if (name === 'calcPr') isUncalculated = isOn({ val: attributes.fullCalcOnLoad ?? '0' });
      if (name !== 'sheet') return;
      sheets.push({
        name: attributeOf(attributes, 'name') ?? '',
        relation: attributeOf(attributes, 'id') ?? '',
        hidden: (attributes.state ?? 'visible') !== 'visible',
      });
    },
    close: () => {},
  });
  return { sheets, from1904, isUncalculated };
}
