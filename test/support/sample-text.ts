import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from '../../src/imports/read-report';

/** Text of a sample report by the name of its fixture folder. */
export function sampleText(name: string): string {
  return readFileSync(join(__dirname, '..', 'fixtures', 'reports', name, 'source.txt'), 'utf8');
}

/** Replaces what must stand exactly once in a text; a fixture that changed shows at once. */
export function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand exactly once`);
  return text.replace(from, () => to);
}

/** Reads a text that must be a document. */
export function readSample(text: string) {
  const result = readReport({ content: { text } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}
