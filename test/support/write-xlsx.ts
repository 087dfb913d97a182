import { escapeXml, type ReportBlock, slotsOf } from './report-blocks';
import { writeZip } from './write-zip';

/** `sheets`: a sheet for each section. `text`: numbers stored as text. `rich`: shared strings of several runs, with phonetic hints. */
export type XlsxStyle = 'plain' | 'sheets' | 'text' | 'rich';

interface SheetParts {
  readonly rows: string[];
  readonly merged: string[];
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Style 1 has a border. */
const STYLES = `<styleSheet ${MAIN}><borders><border><left/><right/></border><border><left style="thin"/><right style="thin"/></border></borders><cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/><xf numFmtId="14" borderId="1"/></cellXfs></styleSheet>`;

export function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);
}

class Strings {
  readonly #strings: string[] = [];
  readonly #rich: boolean;

  constructor(rich: boolean) {
    this.#rich = rich;
  }

  add(text: string): number {
    return this.#strings.push(text) - 1;
  }

  xml(): string {
    const entries = this.#strings.map((text) => {
      if (!this.#rich) return `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`;
      const middle = text.length >> 1;
      return `<si><r><t>${escapeXml(text.slice(0, middle))}</t></r><r><rPr><b/></rPr><t>${escapeXml(text.slice(middle))}</t></r><rPh sb="0" eb="1"><t>9</t></rPh></si>`;
    });
    return `<sst ${MAIN}>${entries.join('')}</sst>`;
  }
}

function cellXml(reference: string, text: string, style: XlsxStyle, strings: Strings, border: number): string {
  if (text === '') return `<c r="${reference}" s="${border}"/>`;
  if (style !== 'text' && /^\d{1,15}$/.test(text)) return `<c r="${reference}" s="${border}"><v>${text}</v></c>`;
  return `<c r="${reference}" s="${border}" t="s"><v>${strings.add(text)}</v></c>`;
}

function addBlock(sheet: SheetParts, block: ReportBlock, style: XlsxStyle, strings: Strings): void {
  if (typeof block === 'string') {
    const row = sheet.rows.length + 1;
    sheet.merged.push(`A${row}:O${row}`);
    sheet.rows.push(`<row r="${row}">${cellXml(`A${row}`, block, style, strings, 0)}</row>`);
    return;
  }
  for (const slots of slotsOf(block)) {
    const row = sheet.rows.length + 1;
    const cells = slots.map(({ cell, column, continued }) => {
      const reference = `${columnName(column)}${row}`;
      if (!continued && cell.colspan * cell.rowspan > 1)
        sheet.merged.push(`${reference}:${columnName(column + cell.colspan - 1)}${row + cell.rowspan - 1}`);
      const covered = Array.from(
        { length: cell.colspan - 1 },
        (_, at) => `<c r="${columnName(column + at + 1)}${row}" s="1"/>`,
      );
      return cellXml(reference, continued ? '' : cell.text, style, strings, 1) + covered.join('');
    });
    sheet.rows.push(`<row r="${row}">${cells.join('')}</row>`);
  }
}

/** An Excel workbook of paragraphs, each in a row merged over all columns, and tables; its sheets may be edited before they are written. */
export function writeXlsx(
  blocks: readonly ReportBlock[],
  style: XlsxStyle = 'plain',
  edit: (sheet: string) => string = (sheet) => sheet,
  calculation = '',
): Buffer {
  const strings = new Strings(style === 'rich');
  const sheets: SheetParts[] = [{ rows: [], merged: [] }];
  for (const block of blocks) {
    if (style === 'sheets' && typeof block === 'string' && /^[一二三四五六]、/.test(block))
      sheets.push({ rows: [], merged: [] });
    addBlock(sheets[sheets.length - 1] as SheetParts, block, style, strings);
  }
  return writeWorkbook(
    sheets.map(({ rows, merged }) =>
      edit(
        `<sheetData>${rows.join('')}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
      ),
    ),
    strings.xml(),
    '',
    STYLES,
    calculation,
  );
}

/** A workbook of sheets that are written already; styles 0 plain, 1 with a border, 2 a date. */
export function writeWorkbook(
  sheets: readonly string[],
  strings = `<sst ${MAIN}/>`,
  attributes = '',
  styles = STYLES,
  calculation = '',
): Buffer {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const rels = (content: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
  const typed = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  return writeZip([
    {
      path: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${typed('/xl/workbook.xml', 'sheet.main')}${typed('/xl/styles.xml', 'styles')}${typed('/xl/sharedStrings.xml', 'sharedStrings')}${sheets.map((_, at) => typed(`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet')).join('')}</Types>`,
    },
    { path: '_rels/.rels', content: rels(relation('r1', 'officeDocument', 'xl/workbook.xml')) },
    {
      path: 'xl/workbook.xml',
      content: `<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets>${sheets.map((_, at) => `<sheet name="Sheet${at + 1}" sheetId="${at + 1}" r:id="s${at}" ${attributes}/>`).join('')}</sheets>${calculation}</workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      content: rels(
        sheets.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
          relation('st', 'styles', 'styles.xml') +
          relation('ss', 'sharedStrings', '/xl/sharedStrings.xml'),
      ),
    },
    { path: 'xl/styles.xml', content: styles },
    { path: 'xl/sharedStrings.xml', content: strings },
    ...sheets.map((content, at) => ({
      path: `xl/worksheets/sheet${at + 1}.xml`,
      content: `<worksheet ${MAIN}>${content}</worksheet>`,
    })),
  ]);
}
