import type { Diagnostic } from '../domain/diagnostic';
import type { ImportItemInput } from '../domain/importing';
import { isRegionCode } from '../domain/region';
import type { Agency } from '../domain/report';
import type { ReadingHints, ReportDraft } from '../domain/report-draft';
import type { SourceFileToStore, SourceToStore } from '../store/source-files';
import { contentOf, type ItemContent, sha256Of } from './item-content';
import type { HearReading, ReadReport } from './read-report';

export type ItemReading =
  | {
      readonly ok: true;
      readonly draft: ReportDraft;
      readonly diagnostics: readonly Diagnostic[];
      readonly source: SourceToStore;
    }
  | { readonly ok: false; readonly failure: string };

const refuse = (failure: string): ItemReading => ({ ok: false, failure });

/**
 * Reads one item with what its importer declares.
 * @param given - its content, when that is a file of an archive; null when the item has its own
 * @param agency - the stored agency that `item.agencyId` names, null when there is none; its name and region count as declared
 * @param keepBytes - files of so many bytes or fewer are to be kept
 */
export async function readItem(
  item: ImportItemInput,
  given: ItemContent | null,
  agency: Agency | null,
  read: ReadReport,
  keepBytes: number,
  heard: HearReading,
): Promise<ItemReading> {
  const wrong = wrongDeclaration(item, agency);
  if (wrong !== null) return refuse(wrong);
  const content = given ?? contentOf(item);
  if (!content.ok) return content;
  const { mediaType, filename } = item;
  const report = { content: content.content, mediaType: mediaType ?? undefined, filename: filename ?? undefined };
  const result = await read(report, hintsOf(item, agency), heard);
  if (!result.ok) return refuse(result.message);
  const { draft, diagnostics, document } = result;
  const { text } = document;
  const isAsGiven = 'text' in content.content && content.content.text === text;
  const textSha256 = isAsGiven ? content.sha256 : sha256Of(text);
  return {
    ok: true,
    draft,
    diagnostics,
    source: {
      sha256: content.sha256,
      textSha256,
      mediaType: document.mediaType,
      bytes: content.bytes,
      text,
      file: content.bytes > keepBytes ? undefined : fileOf(content, textSha256, mediaType ?? null),
    },
  };
}

/** Of a text that is what its bytes say there is nothing else to keep. */
function fileOf(
  { sha256, content }: Extract<ItemContent, { readonly ok: true }>,
  textSha256: string,
  declaredType: string | null,
): SourceFileToStore | undefined {
  if (sha256 === textSha256) return undefined;
  const isText = 'text' in content;
  return { bytes: isText ? Buffer.from(content.text) : content.bytes, isText, declaredType };
}

function wrongDeclaration(item: ImportItemInput, agency: Agency | null): string | null {
  const { agencyId, regionCode, year, agencyName, sourceUrl, filename, mediaType } = item;
  if (agencyId && agency === null) return `There is no agency of the id ${agencyId}.`;
  if (regionCode && !isRegionCode(regionCode)) return `regionCode ${regionCode} is no code of GB/T 2260: six digits.`;
  if (typeof year === 'number' && (year < 1990 || year > 2100)) return `year ${year} is not between 1990 and 2100.`;
  for (const [name, text] of Object.entries({ agencyName, sourceUrl, filename, mediaType })) {
    if (text && !isStorable(text)) return `${name} contains a character that cannot be stored; leave it out.`;
  }
  if (sourceUrl && !isOfWeb(sourceUrl))
    return `sourceUrl ${sourceUrl.slice(0, 60)} is no address of the web: begin it with http:// or https://, or leave it out.`;
  return null;
}

/** Pages show it as a link: javascript: would run in them. What names no scheme, as www.example.gov.cn/1, is kept as it is. */
function isOfWeb(text: string): boolean {
  return !URL.canParse(text) || ['http:', 'https:'].includes(new URL(text).protocol);
}

/** Neither UTF-8 nor PostgreSQL can hold NUL and lone surrogates. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

function hintsOf(item: ImportItemInput, agency: Agency | null): ReadingHints {
  return {
    agencyName: agency?.name ?? item.agencyName ?? undefined,
    regionCode: agency === null ? (item.regionCode ?? undefined) : (agency.regionCode ?? undefined),
    year: item.year ?? undefined,
    scope: item.scope ?? undefined,
    sourceUrl: item.sourceUrl ?? undefined,
    filename: item.filename ?? undefined,
  };
}
