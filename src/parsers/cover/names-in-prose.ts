/** Where a document names its agency besides its titles: contacts, publishers, websites, signatures, and how its prose begins. */
import { matchesIn } from '../matches-in';
import type { CoverZones } from './cover-zones';
import type { FoldedProse } from './fold-prose';
import type { NameContext } from './name-context';
import {
  evidenceOf,
  LONGEST_SIGNATURE,
  lineEnd,
  type NameEvidence,
  type NameSource,
  readNameIn,
} from './name-evidence';
import type { ReportMention } from './report-mentions';
import { resolveAgencyName } from './resolve-agency-name';
import { YEAR } from './year-words';

const CONTACT =
  /(?:请与|请向|请联系:?|请直接与|请径与|可与|可向|径与|直接与|(?:报告|年报)由|(?:联系|咨询|受理|承办)(?:单位|部门|机构):)([^。;,:、《》()]{2,40}?)(?=联系|咨询|反映|反馈|提出|进行|索取|垂询|根据|按照|依据|编制|负责|组织|[(,。;、《]|地址|电话|邮编|办公地|$)/gu;
const COMPILED_BY = /(?:报告|年报)由([^。;,:、《》()]{4,40}?)(?=根据|按照|依据|编制)/gu;
const COMPILES_REPORT =
  /(?:编制|编写|撰写|制作|形成|发布|公布)(?:了|完成|并公布)?(?:本|此|该)(?:份|个)?(?:年度)?(?:工作)?(?:报告|年报)/u;
/** 济南市教育局编制了本年度报告 */
const COMPILES = new RegExp(`([^。;,:、《》()]{4,30}?)(?:组织)?${COMPILES_REPORT.source}`, 'gu');
const PUBLISHER =
  /(?:(?:发布|发文|公开|制发|信息公开|填报|报送|编制|责任|供稿)(?:机构|机关|单位|部门)|(?:单位|机关)名称|信息来源|来源|公开主体)(?:\([^()]{1,4}\))?:([^。;,:、《》()]{2,30}?(?=发布|发文|公开日|成文|生成|日期|时间|浏览|作者|编辑|字|点击|索引|主题|文号|名称|标题|有效|填表|\d)|[^。;,:、《》()]{2,30})/gu;
const SITE = /(?:门户|官方|公众信息|政务|信息)?网站|门户网|官网|政务网/gu;
const SITE_BOUNDARY = new Set('。;,:、《》()"“”');
const LONGEST_SITE = 40;
/** So many places are looked at; a hostile text has thousands. */
const MOST_MATCHES = 20;

function readPattern(
  prose: FoldedProse,
  pattern: RegExp,
  source: NameSource,
  context: NameContext,
): readonly NameEvidence[] {
  const found: NameEvidence[] = [];
  let tried = 0;
  for (const match of matchesIn(prose.text, pattern)) {
    if (tried++ >= MOST_MATCHES) break;
    const printed = match[1] ?? '';
    const offset = match.index + match[0].indexOf(printed);
    const end = lineEnd(prose, offset, offset + printed.length);
    const evidence = readNameIn(prose, [{ start: offset, end }], source, context);
    if (evidence?.identity != null) found.push(evidence);
  }
  return found;
}

/** 请与…联系, 联系单位:…, 本报告由…编制. Nobody is told to contact a government; one counts only where it compiled the report. */
export function readContacts({ lead, opening, tail }: CoverZones, context: NameContext): readonly NameEvidence[] {
  const all: NameEvidence[] = [];
  const compilers: NameEvidence[] = [];
  for (const prose of [lead, opening, tail]) {
    all.push(...readPattern(prose, CONTACT, 'CONTACT', context));
    // Names are looked for at every character of a text, so the words behind them are looked for first.
    if (prose !== tail && COMPILES_REPORT.test(prose.text))
      compilers.push(...readPattern(prose, COMPILES, 'CONTACT', context));
    compilers.push(...readPattern(prose, COMPILED_BY, 'CONTACT', context));
  }
  return [
    ...all.filter(({ identity }) => identity?.kind !== 'GOVERNMENT' || identity.level === 'TOWNSHIP'),
    ...compilers,
  ];
}

export function readPublishers({ lead, publishers }: CoverZones, context: NameContext): readonly NameEvidence[] {
  const found = [...readPattern(lead, PUBLISHER, 'PUBLISHER', context)];
  for (let start = 0; start < publishers.text.length && found.length < MOST_MATCHES; ) {
    const end = lineEnd(publishers, start, publishers.text.length);
    const evidence = readNameIn(publishers, [{ start, end }], 'PUBLISHER', context);
    if (evidence?.identity != null) found.push(evidence);
    start = end;
  }
  return found;
}

/** Websites on which the report is said to stand. */
export function readSites({ lead }: CoverZones, context: NameContext): readonly NameEvidence[] {
  const found: NameEvidence[] = [];
  let tried = 0;
  for (const match of matchesIn(lead.text, SITE)) {
    if (tried++ >= MOST_MATCHES) break;
    let start = match.index;
    while (start > 0 && match.index - start < LONGEST_SITE && !SITE_BOUNDARY.has(lead.text.charAt(start - 1))) start--;
    const evidence = readNameIn(lead, [{ start, end: match.index }], 'SITE', context);
    if (evidence?.identity != null) found.push(evidence);
  }
  return found;
}

const SIGNATURE_LINES = 8;
const DATE = new RegExp(`${YEAR}\\d{1,2}月\\d{1,2}日$`, 'u');

/**
 * Lines that are nothing but the name of an agency, and a date perhaps, at the end of the document.
 * @param after where the title ends in the source: names above it are the head of a page
 */
export function readSignatures({ tail }: CoverZones, context: NameContext, after: number): readonly NameEvidence[] {
  const { text, startsLine } = tail;
  const found: NameEvidence[] = [];
  let end = text.length;
  for (let lines = 0; lines < SIGNATURE_LINES && end > 0; lines++) {
    let start = end - 1;
    while (start > 0 && !startsLine(start)) start--;
    if (tail.span(start, end).start < after) break;
    const line = text.slice(start, end).replace(DATE, '');
    const mayBeSigned =
      line.length >= 3 && line.length <= LONGEST_SIGNATURE && !/[。;,:、]|[区县市省旗盟州]$/u.test(line);
    if (mayBeSigned) {
      const reading = resolveAgencyName(line, context);
      if (reading.identity !== null)
        found.push(evidenceOf(reading, 'SIGNATURE', line, tail.span(start, start + line.length)));
    }
    end = start;
  }
  return found;
}

const BEGINS =
  '(?=坚持|认真|深入|严格|按照|以|全面|在|持续|积极|高度|紧紧|围绕|切实|根据|贯彻|始终|共|不断|主动|进一步|扎实|依法|大力|充分|牢|聚焦|坚决|政府信息公开|政务公开)';
const OPENING = new RegExp(`^.{0,24}?(?:以来)?,([^。;,:、《》()]{3,40}?)${BEGINS}`, 'u');
const SUBJECT = new RegExp(`^[^。;,:、《》()]{3,40}?${BEGINS}`, 'u');

/** 2024年,瑞安市人民政府办公室坚持…: how section one begins. */
export function readOpening({ opening }: CoverZones, context: NameContext): NameEvidence | null {
  const match = OPENING.exec(opening.text.slice(0, 120));
  if (match?.[1] === undefined) return null;
  const start = match[0].length - match[1].length;
  const evidence = readNameIn(opening, [{ start, end: match[0].length }], 'OPENING', context);
  return evidence?.identity === null ? null : evidence;
}

/** 瑞安市教育局严格执行…: how the introduction begins, or section one below its heading. */
export function readSubjects(
  { lead, opening }: CoverZones,
  title: ReportMention | null,
  context: NameContext,
): readonly NameEvidence[] {
  const below = lineEnd(opening, 0, LONGEST_SIGNATURE);
  const places: (readonly [FoldedProse, number])[] = [[opening, below]];
  if (title !== null) places.unshift([lead, title.end]);
  return places.flatMap(([prose, start]) => {
    const subject = prose.startsLine(start) ? SUBJECT.exec(prose.text.slice(start, start + LONGEST_SIGNATURE)) : null;
    if (subject === null) return [];
    const evidence = readNameIn(prose, [{ start, end: start + subject[0].length }], 'OPENING', context);
    return evidence?.identity == null ? [] : [evidence];
  });
}
