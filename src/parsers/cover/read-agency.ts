import { type Diagnostic, diagnose } from '../../domain/diagnostic';
import type { Region } from '../../domain/region';
import type { AgencyIdentity, ReportingAgency } from '../../domain/report-draft';
import { liesIn, regionByCode } from '../../gazetteer/regions';
import { regionIn } from '../../gazetteer/regions-in-year';
import { collect } from '../collect';
import { foldText } from './fold-prose';
import { type AgencyClues, contextOf, gatherEvidence, gatherWeakEvidence, NAMES_REPORT } from './gather-evidence';
import type { NameContext } from './name-context';
import { type NameEvidence, type NameSource, readMentionedName } from './name-evidence';
import { hasBareTitleBelow, hasRivalTitle } from './report-mentions';
import { resolveAgencyName } from './resolve-agency-name';

export interface AgencyReading {
  readonly agency: ReportingAgency | null;
  readonly candidates: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function isSelf(name: string): boolean {
  return /^(?:本|我)/u.test(name);
}

/** Zones, which may be called after no place: 渤海新区. */
const ZONE_END = /(?:新区|开发区|高新区|经开区|保税区|示范区|合作区|管理区|片区|新城|园区|度假区)$/u;

/** A name that is one of an agency, but not of which: 区教育局, 教育局, 鼓楼区人民政府. */
function isIncomplete({ source, identity, name, candidates }: NameEvidence): boolean {
  if (identity !== null || !NAMES_REPORT.includes(source) || isSelf(name)) return false;
  return (
    candidates.length > 0 ||
    (source === 'TITLE' &&
      (ZONE_END.test(name) ||
        /(?:局|厅|委|委员会|办|办公室|办公厅|政府|镇|乡|街道|中心|院|大学|公司|队|学校|[中小]学|[一二三四五六七八九十]中|幼儿园|集团|银行|社区|村|站|所|馆)$/u.test(
          name,
        )))
  );
}

/** The one region in which all other complete names of the document are. */
function onlyRegion(evidence: readonly NameEvidence[], year: number | null): Region | null {
  const codes = new Set(evidence.flatMap(({ complete, identity }) => (complete ? (identity?.regionCode ?? []) : [])));
  const [code, other] = codes;
  return code === undefined || other !== undefined ? null : (regionIn(code, year) ?? null);
}

/** Completes 教育局 of a title by 济南市历下区教育局 of the contact line, or by the only region the document's agencies are in. */
function complete(partial: NameEvidence, evidence: readonly NameEvidence[], context: NameContext): NameEvidence | null {
  if (partial.joint === true) return null;
  const whole = evidence.find(
    ({ identity, complete: known }) =>
      known &&
      identity !== null &&
      (identity.name.endsWith(partial.name) || partial.candidates.includes(identity.name)),
  );
  if (whole?.source === 'HEADING') return whole;
  if (whole !== undefined) return { ...partial, identity: whole.identity, candidates: [] };
  // Of several places that it fits, a website decides for none.
  const decides = partial.candidates.length < 2 ? evidence : evidence.filter(({ source }) => source !== 'SITE');
  const home = context.home ?? onlyRegion(decides, context.year);
  if (home === null) return null;
  const reading = resolveAgencyName(partial.name, { ...context, home });
  return reading.identity === null ? null : { ...partial, ...reading, complete: false };
}

/** The government of the area of a consolidated report whose contact line names only its office. */
function governmentOf(identity: AgencyIdentity): AgencyIdentity {
  if (identity.kind !== 'GENERAL_OFFICE') return identity;
  return { ...identity, name: identity.name.replace(/办公[室厅]$/u, ''), kind: 'GOVERNMENT' };
}

function chooseFromEvidence(
  evidence: readonly NameEvidence[],
  { statements }: AgencyClues,
  context: NameContext,
): NameEvidence | null {
  const partial = evidence.find(isIncomplete);
  const resolved = evidence.find(({ identity }) => identity !== null);
  if (resolved === undefined) return partial === undefined ? null : complete(partial, evidence, context);
  const first = partial === undefined || evidence.indexOf(partial) > evidence.indexOf(resolved) ? resolved : partial;
  if (first !== resolved) return complete(first, evidence, context);
  const { identity, source } = resolved;
  if (identity === null) return null;
  if (!resolved.complete && NAMES_REPORT.includes(source)) {
    const whole = evidence.find((each) => each.complete && each.identity?.name === identity.name);
    if (whole !== undefined) return whole;
  }
  if (NAMES_REPORT.includes(source)) return resolved;
  const consolidated = statements.gathering.some(({ subordinate }) => !subordinate);
  if (consolidated && identity.level !== 'TOWNSHIP') return { ...resolved, identity: governmentOf(identity) };
  return source === 'SITE' || identity.level === 'NATIONAL' ? null : resolved;
}

/** Names of other agencies of the same rank and kind, where the document says whose report it is or whom to ask. */
function contradictions(chosen: NameEvidence, evidence: readonly NameEvidence[]): readonly Diagnostic[] {
  const speaking: readonly NameSource[] = ['TITLE', 'LEAD', 'SIGNATURE', 'CONTACT'];
  const { identity } = chosen;
  if (identity === null || !chosen.complete) return [];
  const other = evidence.find(
    (each) =>
      each.complete &&
      speaking.includes(each.source) &&
      each.identity?.kind === identity.kind &&
      each.identity.level === identity.level &&
      each.identity.name !== identity.name,
  );
  return other === undefined ? [] : [contradiction(identity.name, other, chosen)];
}

function contradiction(expected: string, other: NameEvidence, chosen: NameEvidence | null): Diagnostic {
  const related = chosen?.span == null ? [] : [chosen.span];
  return diagnose('AGENCY_CONTRADICTED', {
    expected,
    actual: other.identity?.name ?? other.name,
    span: other.span,
    related,
  });
}

/** An agency that is not in the region that the importer gave, nor above it. */
function elsewhere({ identity, span }: NameEvidence, home: Region | null): readonly Diagnostic[] {
  const region = identity?.regionCode == null ? undefined : regionByCode(identity.regionCode);
  if (home === null || region === undefined || liesIn(region, home) || liesIn(home, region)) return [];
  return [diagnose('AGENCY_CONTRADICTED', { expected: home.fullName, actual: identity?.name ?? null, span })];
}

/** Filed under the name of the year reported, which is not the one that is printed. */
function renamed({ identity, renamed: otherYear, name, span }: NameEvidence): readonly Diagnostic[] {
  if (otherYear !== true || identity === null) return [];
  return [diagnose('AGENCY_RENAMED', { expected: identity.name, actual: name, span })];
}

/** A name of an unknown pattern, in the region that was given with it; a university may be in none. */
function asGiven(name: string, home: Region | null): AgencyIdentity | null {
  const folded = foldText(name);
  if (home === null && /^[^市县区省]{2,12}大学$/u.test(folded))
    return { name: folded, regionCode: null, kind: 'OTHER', level: 'NATIONAL' };
  if (home === null || folded.length < 2) return null;
  return { name: folded, regionCode: home.code, kind: 'OTHER', level: home.level };
}

/** The agency of a hint: resolved like any name; with a hint of the region, as given if need be. */
function readHintedAgency(name: string, context: NameContext, evidence: readonly NameEvidence[]): AgencyReading {
  const { identity: known, candidates } = resolveAgencyName(name, context);
  const identity = known ?? (candidates.length === 0 ? asGiven(name, context.home) : null);
  if (identity === null) {
    const found = candidates.length > 0 ? candidates : evidence.flatMap((each) => each.identity?.name ?? []);
    return unresolved([...new Set(found)], name);
  }
  const document = evidence.find((each) => each.identity !== null && NAMES_REPORT.includes(each.source));
  const differs = document?.complete === true && document.identity?.name !== identity.name;
  return {
    agency: { ...identity, printed: name.trim(), span: null },
    candidates: [],
    diagnostics: differs ? [contradiction(identity.name, document, null)] : [],
  };
}

function unresolved(candidates: readonly string[], printed?: string): AgencyReading {
  const actual = candidates.length > 0 ? candidates.join('、') : (printed ?? null);
  return { agency: null, candidates, diagnostics: [diagnose('AGENCY_UNRESOLVED', { actual })] };
}

/** Another place than the title names the agency, or the document says its name again. */
function isNamedAgain(chosen: NameEvidence, evidence: readonly NameEvidence[], { zones }: AgencyClues): boolean {
  const { identity, span, name } = chosen;
  const isApart = (other: NameEvidence): boolean =>
    other.span === null || span === null || other.span.start >= span.end || other.span.end <= span.start;
  const places = new Set(
    [zones.lead, zones.opening, zones.tail].flatMap((prose) =>
      [prose.text.indexOf(name), prose.text.lastIndexOf(name)].flatMap((at) =>
        at === -1 ? [] : [prose.span(at, at + name.length).start],
      ),
    ),
  );
  return places.size > 1 || evidence.some((other) => isApart(other) && other.identity?.name === identity?.name);
}

/** Only a title names the agency, and it may be a link to another report above the one of this document. */
function isLinkPerhaps(
  chosen: NameEvidence,
  evidence: readonly NameEvidence[],
  clues: AgencyClues,
  context: NameContext,
): boolean {
  const { title, mentions, zones } = clues;
  if (chosen.source !== 'TITLE' || title === null) return false;
  if (!hasBareTitleBelow(title, mentions, zones.lead) && !hasRivalTitle(title, mentions, zones.lead)) return false;
  return !isNamedAgain(chosen, [...evidence, ...gatherWeakEvidence(clues, context)], clues);
}

const MOST_CANDIDATES = 10;
/** A name of one body that the gazetteer cannot place: 国网山东省电力公司, 浙江大学. */
const NAMES_ONE = /^[^\d]{2,}(?:公司|大学|学院|医院|管理委员会|管委会|委员会|研究院|管理局|监管局|中心)$/u;

/**
 * Whose report it is. A hint wins; then names are trusted in the order of NAME_SOURCES. Names that say whose report it is decide alone;
 * a contact, a publisher or the beginning of section one only when there are none; a website only for a report on a whole area.
 *
 * @param text of the document, for the spelling of the name
 */
export function readAgency(clues: AgencyClues, text: string): AgencyReading {
  const context = contextOf(clues);
  const evidence = gatherEvidence(clues, context);
  const { agencyName } = clues.hints;
  if (agencyName !== undefined && agencyName.trim() !== '') return readHintedAgency(agencyName, context, evidence);
  const chosen = chooseFromEvidence(evidence, clues, context);
  if (chosen === null || chosen.identity === null || isLinkPerhaps(chosen, evidence, clues, context)) {
    const titles = clues.mentions.filter((each) => each.title && each !== clues.title).slice(0, MOST_CANDIDATES);
    const others = collect(titles, (each) => readMentionedName(clues.zones.lead, each, 'TITLE', context));
    const names = [...evidence, ...(chosen?.identity == null ? [] : others)].flatMap((each) =>
      each.identity === null ? each.candidates : [each.identity.name],
    );
    const printed = evidence.find(isIncomplete)?.name;
    const named =
      names.length === 0 && printed !== undefined && (NAMES_ONE.test(printed) || ZONE_END.test(printed))
        ? [printed]
        : names;
    return unresolved([...new Set(named)].slice(0, MOST_CANDIDATES), printed);
  }
  const { identity, span, name } = chosen;
  const { name: fullName, regionCode, kind, level } = identity;
  const printed = span === null ? name : text.slice(span.start, span.end).replaceAll(/\s+/gu, '');
  const diagnostics = [...contradictions(chosen, evidence), ...elsewhere(chosen, context.home), ...renamed(chosen)];
  return { agency: { name: fullName, regionCode, kind, level, printed, span }, candidates: [], diagnostics };
}
