import type { Span } from '../../domain/source-text';
import { matchesIn } from '../matches-in';
import type { FoldedProse } from './fold-prose';
import type { NameContext } from './name-context';
import type { NameReading } from './name-reading';
import type { ReportMention } from './report-mentions';
import { resolveAgencyName, withoutTrimmings } from './resolve-agency-name';
import type { ScopeStatement } from './scope-statements';
import { PART_OF_YEAR, YEAR } from './year-words';

/** Where a document names an agency, most trusted first. */
export const NAME_SOURCES = [
  'TITLE',
  'LEAD',
  'GATHERING',
  'SIGNATURE',
  /** A line of its own above or below a title without a name: the agency, or the head of the page. */
  'HEADING',
  'CONTACT',
  'OPENING',
  'PUBLISHER',
  'PAGE_TITLE',
  'FILENAME',
  'SITE',
] as const;
export type NameSource = (typeof NAME_SOURCES)[number];

/** A name found in a document, and what it stands for. */
export interface NameEvidence extends NameReading {
  readonly source: NameSource;
  /** The name, folded. */
  readonly name: string;
  /** Null for names outside the text: page titles, file names. */
  readonly span: Span | null;
}

const HEAD = new RegExp(
  `^(?:(?:20\\d{2}年?度?[-—–~～至到、])?${YEAR}|20\\d{2}(?!\\d)|年度|关于|公布|转[发载]:?|附件\\d{0,2}:?|首页|标题:?|的|[-—–_·:]+|[【[][^】\\]]{0,3}(?:年报|转载|公[示告开]|图文|通知|报告)[】\\]])`,
  'u',
);
const TAIL = new RegExp(
  `(?:(?:20\\d{2}年?度?[-—–~～至到、])?${YEAR}|(?<!\\d)20\\d{2}[-—–~～至到]20\\d{2}学年度?|${PART_OF_YEAR}|(?<!\\d)20\\d{2}|年度|关于|开展|推进|做好|报送|印发|发布|公布|实施|的|\\(本级\\)|本级|政府信息公开|(?:政务公开|法治政府建设)(?:和|与|暨|及)|[-—–_·:]+)$`,
  'u',
);
const VERBS =
  /现将|现就|特将|现予公布|现公布|现发布|现向社会公布|公布|发布|公开|编制|制作|撰写|形成|以下是|报告是|报告为|是|将|由|为|对|就|在|从|于|到|至|登录|登陆|访问|通过|关于|根据|按照|结合|总结|汇总|综合|向|与/gu;
const MOST_VERBS = 12;
/** 历下区教育局编制了2024年度…: the agency stands before the verb. */
const COMPILED = /^(.{4,30}?)(?:组织)?(?:编制|编写|撰写|制作|形成|发布|公布)(?:了|完成)/u;

/** No line that is nothing but a name is longer. */
export const LONGEST_SIGNATURE = 44;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** 【济南市教育局】, （济南市教育局） */
const WRAPPED = /^[【[(〔][^【[(〔】\])〕]+[】\])〕]$/u;

function trim(text: string, { start, end }: Range): Range {
  for (let from = start, to = end; ; ) {
    if (WRAPPED.test(text.slice(from, to))) {
      from++;
      to--;
    }
    const head = HEAD.exec(text.slice(from, to))?.[0].length ?? 0;
    const tail = TAIL.exec(text.slice(from + head, to))?.[0].length ?? 0;
    from += head;
    to -= tail;
    if (head + tail === 0) return { start: from, end: to };
  }
}

/** The clause as it is, and what follows each of its verbs: 现将将乐县教育局 is tried as 将乐县教育局 before 乐县教育局. */
function* namesWithin(text: string, clause: Range): Generator<Range> {
  const whole = trim(text, clause);
  yield whole;
  let tried = 0;
  for (const verb of matchesIn(text.slice(whole.start, whole.end), VERBS)) {
    if (tried++ >= MOST_VERBS) return;
    yield trim(text, { start: whole.start + verb.index + verb[0].length, end: whole.end });
  }
  const compiled = COMPILED.exec(text.slice(whole.start, whole.end));
  if (compiled?.[1] !== undefined) yield trim(text, { start: whole.start, end: whole.start + compiled[1].length });
}

/** A reading of a name with where it was printed. */
export function evidenceOf(
  { identity, candidates, complete, renamed, joint }: NameReading,
  source: NameSource,
  name: string,
  span: Span | null,
): NameEvidence {
  return { identity, candidates, complete, renamed: renamed === true, joint: joint === true, source, name, span };
}

/** Reads the name in a clause; the whole of it, unresolved, when no part resolves. Null when nothing is left of it. */
export function readNameIn(
  prose: FoldedProse,
  clauses: readonly Range[],
  source: NameSource,
  context: NameContext,
): NameEvidence | null {
  let unresolved: NameEvidence | null = null;
  for (const clause of clauses) {
    for (const { start, end } of namesWithin(prose.text, clause)) {
      const printed = prose.text.slice(start, end);
      const name = withoutTrimmings(printed);
      if (name.length < 2) continue;
      const span = prose.span(start, start + name.length);
      const evidence = evidenceOf(resolveAgencyName(printed, context), source, name, span);
      if (evidence.identity !== null) return evidence;
      if (unresolved === null || (unresolved.candidates.length === 0 && evidence.candidates.length > 0))
        unresolved = evidence;
    }
  }
  return unresolved;
}

function anchorEnd({ text }: FoldedProse, { anchor }: ReportMention): number {
  return anchor >= 2 && text.slice(anchor - 2, anchor + 2) === '人民政府' ? anchor + 2 : anchor;
}

/** The agency of a mention of the report. 瑞安市人民政府信息公开… shares its 政府 between the two names. */
export function readMentionedName(
  prose: FoldedProse,
  mention: ReportMention,
  source: NameSource,
  context: NameContext,
): NameEvidence | null {
  const starts = mention.title ? mention.starts.slice(0, 1) : mention.starts;
  const end = anchorEnd(prose, mention);
  const evidence = readNameIn(
    prose,
    starts.map((start) => ({ start, end })),
    source,
    context,
  );
  const partner = mention.title ? null : readPartner(prose, mention, context);
  if (evidence?.identity == null || partner === null) return evidence;
  return { ...evidence, identity: null, complete: false, joint: true, candidates: [partner, evidence.identity.name] };
}

/** The agency before 济南市教育局、济南市体育局2021年…: a report of two is that of neither alone. */
function readPartner(
  { text, startsLine }: FoldedProse,
  { starts }: ReportMention,
  context: NameContext,
): string | null {
  const [start = 0] = starts;
  if (text.charAt(start - 1) !== '、') return null;
  let from = start - 1;
  while (from > 0 && !startsLine(from) && start - from < LONGEST_SIGNATURE) from--;
  if (!startsLine(from)) return null;
  return resolveAgencyName(text.slice(from, start - 1), context).identity?.name ?? null;
}

/** 济南市教育局：2023年…: what stands on the line of a title before its colon. */
function beforeColon({ text, startsLine }: FoldedProse, { starts }: ReportMention): Range | null {
  const end = (starts[0] ?? 0) - 1;
  if (text.charAt(end) !== ':') return null;
  let start = end;
  while (start > 0 && !startsLine(start) && end - start < LONGEST_SIGNATURE) start--;
  return startsLine(start) ? { start, end } : null;
}

/** The agency on the lines around a title: above it as a part of the title, or below it. */
export function readHeading(prose: FoldedProse, title: ReportMention, context: NameContext): NameEvidence | null {
  const above = title.starts.slice(1).map((start) => ({ start, end: anchorEnd(prose, title) }));
  const clauses = above.filter(({ start, end }) => !/网|首页|门户/u.test(prose.text.slice(start, end)));
  const behind = /[-—–_|([【]*([^-—–_|([【〔)\]】〕]{4,34})[)\]】]?$/u.exec(prose.text.slice(title.behind, title.end));
  if (behind?.[1] !== undefined) {
    const start = title.behind + behind.index + behind[0].indexOf(behind[1]);
    clauses.unshift({ start, end: start + behind[1].length });
  }
  const field = beforeColon(prose, title);
  if (field !== null) clauses.unshift(field);
  if (prose.startsLine(title.end)) {
    const end = lineEnd(prose, title.end, title.end + LONGEST_SIGNATURE);
    if (!/[。;,:、]/u.test(prose.text.slice(title.end, end))) clauses.push({ start: title.end, end });
  }
  const read = clauses.map((clause) => readNameIn(prose, [clause], 'HEADING', context));
  const first = read.find((each) => each?.identity != null) ?? null;
  // 济南市人民政府 right above a title is its agency or the head of the page, which it cannot be below 济南市教育局.
  const isBelowAnother = first?.identity?.kind === 'GOVERNMENT' && read.some((each) => each?.joint === true);
  return isBelowAnother ? null : first;
}

/** The area of 综合硚口区政府各部门政府信息公开情况. */
export function readGatheredArea(
  prose: FoldedProse,
  statement: ScopeStatement,
  context: NameContext,
): NameEvidence | null {
  if (statement.area === null) return null;
  const evidence = readNameIn(prose, [statement.area], 'GATHERING', context);
  return evidence?.identity === null ? null : evidence;
}

/** The end of the line a place is on, no further than `end`. */
export function lineEnd({ text, startsLine }: FoldedProse, start: number, end: number): number {
  for (let at = start + 1; at < end && at < text.length; at++) if (startsLine(at)) return at;
  return Math.min(end, text.length);
}
