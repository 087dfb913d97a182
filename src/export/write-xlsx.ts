import type { Cell, Column } from './columns';
import type { ExportMetadata } from './metadata';
import type { RowSource } from './read-rows';
import { headerRows } from './write-csv';
import type { ZipEntry } from './write-zip';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What a sheet can have. */
export const SHEET_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
/** More digits than these Excel would round in silence; such numbers are texts. */
const MOST_DIGITS = 15;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

function escapeXml(text: string): string {
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // What XML cannot hold, written as Excel does.
      .replace(
        /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu,
        (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
      )
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/\r/g, '&#13;')
  );
}

/** Said where it happens: a cell cannot hold more. */
function fitting(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS - 100)}… [cut: ${text.length} characters; the CSV has all]`;
}

export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

const isExact = (text: string): boolean =>
  NUMBER.test(text) && text.replace(/e.*$/i, '').replace(/^-?0*\.?0*|\./g, '').length <= MOST_DIGITS;

/** An inline text is never a formula, whatever it begins with. */
function cellXml(reference: string, cell: Cell, numeric: boolean, style: string): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const text = String(cell);
  if (numeric && (typeof cell === 'number' ? Number.isFinite(cell) : isExact(text)))
    return `<c r="${reference}"><v>${text}</v></c>`;
  return `<c r="${reference}" t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(fitting(text))}</t></is></c>`;
}

function rowXml(row: number, cells: readonly Cell[], columns: readonly Column[] | null, style = ''): string {
  const xml = cells.map((cell, at) => cellXml(`${columnName(at)}${row}`, cell, columns?.[at]?.numeric === true, style));
  return `<row r="${row}">${xml.join('')}</row>`;
}

const BOLD = ' s="1"';
const STYLES = `${HEAD}<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

const sheetStart = (frozen: number): string => {
  const pane = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  return `${HEAD}<worksheet ${MAIN}>${pane}<sheetData>`;
};
const SHEET_END = '</sheetData></worksheet>';

/** Rows of all pages, which go on in another sheet when one is full. */
class DataSheets {
  readonly #pages: AsyncIterator<readonly (readonly Cell[])[]>;
  readonly #columns: readonly Column[];
  #left: readonly (readonly Cell[])[] = [];
  done = false;

  constructor(
    { pages, columns }: RowSource,
    private readonly mostRows: number,
  ) {
    this.#pages = pages[Symbol.asyncIterator]();
    this.#columns = columns;
  }

  async *sheet(): AsyncGenerator<Buffer> {
    const header = headerRows(this.#columns);
    yield Buffer.from(sheetStart(header.length) + header.map((row, at) => rowXml(at + 1, row, null, BOLD)).join(''));
    let row = header.length;
    while (await this.#hasRows()) {
      const rows = this.#left.slice(0, this.mostRows - row);
      if (rows.length === 0) break;
      this.#left = this.#left.slice(rows.length);
      const xml = rows.map((cells, at) => rowXml(row + at + 1, cells, this.#columns));
      row += rows.length;
      yield Buffer.from(xml.join(''));
    }
    yield Buffer.from(SHEET_END);
  }

  async #hasRows(): Promise<boolean> {
    while (this.#left.length === 0 && !this.done) {
      const { done, value } = await this.#pages.next();
      if (done) this.done = true;
      else this.#left = value;
    }
    return this.#left.length > 0;
  }
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function metadataSheet({ columns: _, indicators, beside, ...said }: ExportMetadata): string {
  const rows: (readonly string[])[] = [
    ...Object.entries({ ...said, ...beside }).map(([name, value]) => [name, shown(value)]),
    ...indicators.flatMap(({ id, titleZh, titleEn, unit, additiveOverYears, definitions }) => [
      [
        'indicator',
        id,
        titleZh,
        titleEn,
        unit,
        ...(additiveOverYears || unit === 'ratio' ? [] : ['never added over years']),
      ],
      ...definitions.map(({ version, titleZh: zh, titleEn: en, formula, caveats }) => [
        `${id} v${version}`,
        formula,
        zh,
        en,
        ...caveats,
      ]),
    ]),
  ];
  return `${HEAD}<worksheet ${MAIN}><sheetData>${rows.map((row, at) => rowXml(at + 1, row, null)).join('')}</sheetData></worksheet>`;
}

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

/** Every part that has no type of its own is a sheet: how many there will be is not known when this is written. */
const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${SHEETML}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`;

/** Data in one sheet, or in as many as it takes, then what has to be known of it. */
export function* xlsxEntries(
  source: RowSource,
  metadata: () => ExportMetadata,
  mostRows = SHEET_ROWS,
): Generator<ZipEntry> {
  const written = (path: string, xml: string): ZipEntry => ({ path, content: () => [Buffer.from(xml)] });
  yield written('[Content_Types].xml', CONTENT_TYPES);
  yield written('_rels/.rels', RELATIONS);
  yield written('xl/styles.xml', STYLES);
  const data = new DataSheets(source, mostRows);
  const names: string[] = [];
  while (!data.done) {
    names.push(names.length === 0 ? '数据 data' : `数据 data ${names.length + 1}`);
    yield { path: `xl/worksheets/sheet${names.length}.xml`, content: () => data.sheet() };
  }
  names.push('说明 metadata');
  yield { path: `xl/worksheets/sheet${names.length}.xml`, content: () => [Buffer.from(metadataSheet(metadata()))] };
  const sheets = names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  yield written(
    'xl/workbook.xml',
    `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`,
  );
  const relations = names.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  const styles = relation(names.length + 1, 'styles', 'styles.xml');
  yield written(
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}${styles}</Relationships>`,
  );
}
