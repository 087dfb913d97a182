import type { SourceDocument } from '../domain/source-document';
import { DocxFlow } from './docx-flow';
import { mainPartOf, openPackage } from './office-package';
import { writeFlow } from './write-flow';
import { readXml } from './xml';

/**
 * Visible content of a Word document (ECMA-376 part 1, WordprocessingML): body, tables and text boxes, with tracked changes as if they were
 * accepted. Headers, footers, notes and comments are left out.
 * @throws Unreadable when the container is damaged or beyond the limits
 */
export function readDocx(bytes: Uint8Array): Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'> {
  const main = mainPartOf(openPackage(bytes), /^word\/document\d*\.xml$/i);
  const flow = new DocxFlow();
  readXml(main.bytes, flow);
  return { ...writeFlow(flow.finish()), pageTitles: [] };
}
