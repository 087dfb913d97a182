import type { ReadingHints } from '../../domain/report-draft';

const EXTENSION = /\.\w{1,5}$/u;

/** The last part of an address, decoded; empty when it is none that can be. */
function lastOfUrl(url: string): string {
  const [path = ''] = url.split(/[?#]/u);
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  } catch {
    return '';
  }
}

/** What the file of a report is called: the name it came with, and that at the end of its address (…/济南市教育局2023年政府信息公开年报.pdf). */
export function namesOfFile({ filename, sourceUrl }: ReadingHints): readonly string[] {
  return [filename ?? '', lastOfUrl(sourceUrl ?? '')]
    .map((name) => name.replace(EXTENSION, ''))
    .filter((name) => name !== '');
}
