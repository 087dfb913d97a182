import type { Region } from '../../domain/region';
import type { ReadingHints } from '../../domain/report-draft';
import { counterpartsIn, existedIn, regionIn } from '../../gazetteer/regions-in-year';
import type { CoverZones } from './cover-zones';
import { type NameContext, regionsNamedIn } from './name-context';
import { type NameEvidence, type NameSource, readGatheredArea, readHeading, readMentionedName } from './name-evidence';
import { readContacts, readOpening, readPublishers, readSignatures, readSites, readSubjects } from './names-in-prose';
import { namesOfFile } from './names-of-file';
import { readOutsideName } from './read-outside-name';
import type { ReportMention } from './report-mentions';
import type { ScopeStatements } from './scope-statements';

/** Everything an agency may be read from. */
export interface AgencyClues {
  readonly zones: CoverZones;
  readonly title: ReportMention | null;
  readonly mentions: readonly ReportMention[];
  readonly statements: ScopeStatements;
  readonly pageTitles: readonly string[];
  readonly hints: ReadingHints;
  /** The year reported, when it is known. */
  readonly year: number | null;
}

/** The division that an importer gave, as it was in the year reported. */
function homeOf(code: string, year: number | null): Region | null {
  const region = regionIn(code, year);
  if (region === undefined || existedIn(region, year)) return region ?? null;
  const { regions, same } = counterpartsIn(region, year);
  return (same ? regions[0] : undefined) ?? region;
}

/** What the hints and the rest of the document say about where its agencies are. */
export function contextOf({ zones, hints, pageTitles, year }: AgencyClues): NameContext {
  let regions: readonly Region[] | undefined;
  const { lead, opening, tail } = zones;
  return {
    home: hints.regionCode === undefined ? null : homeOf(hints.regionCode, year),
    year,
    says: (words) => [lead, opening, tail].some(({ text }) => text.includes(words)),
    mentioned: () => {
      const outside = pageTitles.map((title) => title.slice(0, 300)).join('\n');
      regions ??= regionsNamedIn(`${lead.text}\n${opening.text}\n${tail.text}\n${outside}`, year);
      return regions;
    },
  };
}

/** Sources that speak of whose report it is; the others only of who is near it. */
export const NAMES_REPORT: readonly NameSource[] = [
  'TITLE',
  'LEAD',
  'GATHERING',
  'SIGNATURE',
  'HEADING',
  'PAGE_TITLE',
  'FILENAME',
];

/** Every name in the document, most trusted first; the weak ones only when the strong ones do not decide. */
export function gatherEvidence(clues: AgencyClues, context: NameContext): readonly NameEvidence[] {
  const { zones, title, mentions, statements } = clues;
  const { lead } = zones;
  const named = mentions.filter((mention) => mention !== title && !mention.title);
  const strong: readonly (NameEvidence | null)[] = [
    title === null ? null : readMentionedName(lead, title, 'TITLE', context),
    ...named.map((mention) => readMentionedName(lead, mention, 'LEAD', context)),
    ...statements.gathering.map((statement) => readGatheredArea(lead, statement, context)),
    ...readSignatures(zones, context, title === null ? 0 : lead.span(title.end - 1, title.end).end),
    title === null ? null : readHeading(lead, title, context),
    ...readContacts(zones, context),
  ];
  const found = strong.filter((each) => each !== null).filter((each) => fitsSelf(each, statements.selfWord));
  const [first] = found;
  const decided = first !== undefined && first.identity !== null && NAMES_REPORT.includes(first.source);
  return decided ? found : [...found, ...gatherWeakEvidence(clues, context)];
}

/** Names in places that say less of whose report it is. */
export function gatherWeakEvidence(
  { zones, title, statements, pageTitles, hints }: AgencyClues,
  context: NameContext,
): readonly NameEvidence[] {
  const weak: readonly (NameEvidence | null)[] = [
    readOpening(zones, context),
    ...readSubjects(zones, title, context),
    ...readPublishers(zones, context),
    ...pageTitles.map((each) => readOutsideName(each, 'PAGE_TITLE', context)),
    ...namesOfFile(hints).map((name) => readOutsideName(name, 'FILENAME', context)),
    ...readSites(zones, context),
  ];
  return weak.filter((each) => each !== null).filter((each) => fitsSelf(each, statements.selfWord));
}

/** Ends of the names of agencies that call themselves so. */
const SELF_WORDS: Readonly<Record<string, RegExp>> = {
  局: /局$/u,
  分局: /分局$/u,
  委: /委(?:员会)?$/u,
  厅: /厅$/u,
  办: /办(?:公室|公厅)?$/u,
  办公室: /办公室$/u,
  镇: /镇人民政府$/u,
  乡: /乡人民政府$/u,
  街道: /街道办事处$/u,
  院: /院$/u,
  中心: /中心$/u,
  公司: /公司$/u,
};
const BESIDE_REPORT: readonly NameSource[] = ['HEADING', 'CONTACT', 'OPENING', 'PUBLISHER'];

/** A report that says 我局 is not that of the office that can be asked about it, nor of the government at the head of the page. */
function fitsSelf({ source, identity }: NameEvidence, selfWord: string | null): boolean {
  const ending = selfWord === null ? undefined : SELF_WORDS[selfWord];
  return identity === null || ending === undefined || !BESIDE_REPORT.includes(source) || ending.test(identity.name);
}
