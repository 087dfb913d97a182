import type { SourceDocument } from '../domain/source-document';
import { decodeText } from './decode-text';
import { DocxFlow } from './docx-flow';
import { DocxNumbering } from './docx-numbering';
import { mainPartOf, openPackage } from './office-package';
import { readHtml } from './read-html';
import { readMhtml } from './read-mhtml';
import { writeFlow } from './write-flow';
import { readXml } from './xml';

/**
 * Visible content of a Word document (ECMA-376 part 1, WordprocessingML): body, tables and text boxes, with tracked changes as if they were
 * accepted and the automatic numbers of what is not in tables. Headers, footers, notes and comments are left out.
 * @throws Unreadable when the container is damaged or beyond the limits
 */
export function readDocx(bytes: Uint8Array): Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'> {
  const parts = openPackage(bytes);
  const main = mainPartOf(parts, /^word\/document\d*\.xml$/i);
  const relations = [...parts.relationsOf(main.path).values()];
  const part = (type: string) => {
    const path = relations.find((relation) => relation.type === type)?.path;
    return path === undefined ? null : parts.read(path);
  };
  const numbering = part('numbering');
  const flow = new DocxFlow(new DocxNumbering(numbering, numbering === null ? null : part('styles')));
  readXml(main.bytes, flow);
  const written = writeFlow(flow.finish());
  const chunk = written.text === '' ? part('aFChunk') : null;
  return chunk === null ? { ...written, pageTitles: [] } : readChunk(chunk);
}

/** A page that was put whole into an empty document, as editors on the web export what they hold; Word shows it as if it were the text. */
function readChunk(bytes: Uint8Array): Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'> {
  const isMessage = /^\s*MIME-Version:/iu.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
  return isMessage ? readMhtml(bytes) : readHtml(decodeText(bytes, null).text);
}
