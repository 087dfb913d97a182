import { type Diagnostic, messageOf } from '../domain/diagnostic';
import { indexText, locateSpan } from '../domain/source-text';
import type { FileReading } from './file-reading';

/** A reading for programs: the draft as it is, and each diagnostic with its message and place. */
export function asJson(reading: FileReading): object {
  if (reading.state === 'FAILED') return reading;
  const { file, state, document, draft, diagnostics } = reading;
  const index = indexText(document.text);
  const place = (diagnostic: Diagnostic) =>
    diagnostic.span === null ? null : locateSpan(document.text, index, diagnostic.span);
  return {
    file,
    state,
    mediaType: document.mediaType,
    draft,
    diagnostics: diagnostics.map((diagnostic) => ({
      ...diagnostic,
      message: messageOf(diagnostic),
      place: place(diagnostic),
    })),
  };
}
