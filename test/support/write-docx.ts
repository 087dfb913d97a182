import { escapeXml, type ReportBlock, slotsOf } from './report-blocks';
import type { PrintedTable } from './report-tables';
import { writeZip } from './write-zip';

/**
 * `revised`: deleted, moved, hidden and earlier text stands beside what is seen. `boxed`: the title in a text box, in both of the forms in which
 * Word writes it. `nested`: every table in the one cell of another, beside an empty one.
 */
export type DocxStyle = 'plain' | 'revised' | 'boxed' | 'nested';

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"';

const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

function runs(text: string, style: DocxStyle): string {
  if (style !== 'revised') return run(text);
  const middle = text.length >> 1;
  return [
    '<w:del w:id="1"><w:r><w:delText>77</w:delText></w:r></w:del>',
    run(text.slice(0, middle), '<w:b/><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'),
    '<w:moveFrom w:id="3"><w:r><w:t>66</w:t></w:r></w:moveFrom>',
    `<w:ins w:id="4">${run(text.slice(middle), '<w:vanish w:val="0"/>')}</w:ins>`,
    run('55', '<w:vanish/>'),
    '<w:r><w:instrText> SUM(ABOVE) 44 </w:instrText></w:r>',
  ].join('');
}

const paragraph = (content: string, properties = ''): string => `<w:p>${properties}${content}</w:p>`;

function boxed(text: string): string {
  const content = `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`;
  return paragraph(
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
  );
}

function tableXml(table: PrintedTable, style: DocxStyle): string {
  const rows = slotsOf(table).map((slots) => {
    const cells = slots.map(({ cell, continued }) => {
      const span = cell.colspan > 1 ? `<w:gridSpan w:val="${cell.colspan}"/>` : '';
      const merge = continued ? '<w:vMerge/>' : cell.rowspan > 1 ? '<w:vMerge w:val="restart"/>' : '';
      const earlier =
        style === 'revised' ? '<w:tcPrChange w:id="5"><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange>' : '';
      const content = continued || cell.text === '' ? paragraph('') : paragraph(runs(cell.text, style));
      return `<w:tc><w:tcPr>${span}${merge}${earlier}</w:tcPr>${content}</w:tc>`;
    });
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  if (style === 'revised')
    rows.push('<w:tr><w:trPr><w:del w:id="6"/></w:trPr><w:tc><w:p><w:r><w:t>33</w:t></w:r></w:p></w:tc></w:tr>');
  const xml = `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
  if (style !== 'nested') return xml;
  const outer = `<w:tc><w:tcPr/>${xml}<w:p/></w:tc><w:tc><w:tcPr/><w:p/></w:tc>`;
  return `<w:tbl><w:tr>${outer}</w:tr></w:tbl>`;
}

/** A Word document of paragraphs and tables. */
export function writeDocx(blocks: readonly ReportBlock[], style: DocxStyle = 'plain'): Buffer {
  const body = blocks.map((block, at) => {
    if (typeof block !== 'string') return tableXml(block, style);
    return style === 'boxed' && at === 0 ? boxed(block) : paragraph(runs(block, style));
  });
  return writeDocxBody(body.join(''));
}

/** A Word document of a body that is written already. */
export function writeDocxBody(body: string): Buffer {
  return writeZip([
    {
      path: '[Content_Types].xml',
      content:
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      path: '_rels/.rels',
      content:
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    },
    {
      path: 'word/document.xml',
      content: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document ${NAMESPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    },
  ]);
}
