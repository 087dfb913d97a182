import type { SourceDocument } from '../domain/source-document';
import { loadPdfjs, openPdf } from './load-pdfjs';
import { pdfBlocks } from './pdf-flow';
import { type OperatorNumbers, type PdfPage, rulesOf, runsOf } from './pdf-page';
import { type TextItem, turnOf } from './pdf-turn';
import { Unreadable } from './unreadable';
import { writeFlow } from './write-flow';

const MOST_PAGES = 300;
/** A page has a few hundred characters; scanned ones have none, or a stamp. */
const FEWEST_CHARACTERS = 20;

/**
 * Text of a PDF that has any: lines, paragraphs, and the tables that ruling lines draw; a form feed at the end of every page.
 * @throws Unreadable when it is damaged, protected, scanned, or longer than any report
 */
export async function readPdf(bytes: Uint8Array): Promise<Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'>> {
  const pages = await pagesOf(bytes);
  const characters = pages.reduce(
    (sum, { runs }) => sum + runs.reduce((inRuns, { text }) => inRuns + text.length, 0),
    0,
  );
  if (characters < FEWEST_CHARACTERS)
    throw new Unreadable(
      'UNSUPPORTED_MEDIA_TYPE',
      'is a PDF without text, as scanners make them. Import the web page of the report, or its text.',
    );
  const { text, tables } = writeFlow(pdfBlocks(pages));
  return { text: text.replace(/[\0\p{Surrogate}]/gu, '\ufffd'), tables, pageTitles: [] };
}

async function pagesOf(bytes: Uint8Array): Promise<readonly PdfPage[]> {
  const pdfjs = await loadPdfjs();
  const task = openPdf(pdfjs, bytes);
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES)
      throw new Unreadable('LIMIT_EXCEEDED', `has ${document.numPages} pages; ${MOST_PAGES} are read at most.`);
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const drawn = page.getViewport({ scale: 1, rotation: 0 });
      const content = await page.getTextContent({ disableNormalization: true });
      const items = content.items.filter((item): item is typeof item & TextItem => 'str' in item);
      const { matrix, width, height } = turnOf(items, drawn.width, drawn.height);
      const operators = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.DISABLE });
      const rules = rulesOf(operators, pdfjs.OPS as OperatorNumbers, matrix);
      pages.push({ width, height, runs: runsOf(items, matrix), ...rules });
    }
    return pages;
  } catch (error) {
    throw unreadable(error);
  } finally {
    await task.destroy();
  }
}

/** Whatever pdf.js throws is about the file: it comes from there alone. */
function unreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    return new Unreadable('UNSUPPORTED_MEDIA_TYPE', 'is a PDF that is protected by a password. Import it without one.');
  return new Unreadable('DAMAGED_DOCUMENT', 'is a PDF that is damaged. Import a whole copy of the file.');
}
