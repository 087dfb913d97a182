import { loadPdfjs } from './load-pdfjs';
import { containerOf, type DocumentContent, type DocumentResult, readDocument, subjectOf } from './read-document';
import { readPdf } from './read-pdf';
import { Unreadable } from './unreadable';

/** More than the longest report of a whole province; what is read is taken apart and kept, so it has to be bounded. */
const MOST_TEXT = 2_000_000;
const MOST_CELLS = 100_000;

/** Loads what reading the content takes, so that its time can be told from that of loading. */
export async function prepareFor(content: DocumentContent): Promise<void> {
  if (containerOf(content) === 'pdf') await loadPdfjs();
}

/** The same as `readDocument`, for containers, PDF among them: with bounds on what comes out of them. To be run aside. */
export async function readForeign(content: DocumentContent): Promise<DocumentResult> {
  const result = containerOf(content) === 'pdf' ? await readPdfContent(content) : readDocument(content);
  if (!result.ok) return result;
  const { text, tables } = result.document;
  const cells = tables.reduce((sum, { rows }) => sum + rows.reduce((inRows, row) => inRows + row.length, 0), 0);
  if (text.length <= MOST_TEXT && cells <= MOST_CELLS) return result;
  const message = `${subjectOf(content)}holds ${text.length} characters in ${cells} cells, as no report does.`;
  return { ok: false, code: 'LIMIT_EXCEEDED', message };
}

async function readPdfContent(content: DocumentContent): Promise<DocumentResult> {
  try {
    const bytes = 'bytes' in content ? content.bytes : Buffer.from(content.text, 'latin1');
    const document = { mediaType: 'application/pdf', ...(await readPdf(bytes)), diagnostics: [] } as const;
    return { ok: true, document };
  } catch (error) {
    if (error instanceof Unreadable)
      return { ok: false, code: error.code, message: subjectOf(content) + error.message };
    throw error;
  }
}
