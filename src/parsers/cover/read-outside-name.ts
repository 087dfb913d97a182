import { foldProse, foldText } from './fold-prose';
import type { NameContext } from './name-context';
import { type NameEvidence, type NameSource, readMentionedName, readNameIn } from './name-evidence';

const SEPARATED = /[_|\-—–>/]/u;

/** The agency in the title of a page or the name of a file: 历下区教育局2024年政府信息公开年报_历下区政府. */
export function readOutsideName(title: string, source: NameSource, context: NameContext): NameEvidence | null {
  const parts = title.slice(0, 300).split(SEPARATED);
  for (const part of [...parts, ...parts.flatMap((each) => each.trim().split(/\s+/u))]) {
    const prose = foldProse(part, [{ start: 0, end: part.length }]);
    const anchor = prose.text.search(/(?:政府|政务)?(?:信息|政务)(?:信息)?公开/u);
    if (anchor < 2) continue;
    const evidence = readMentionedName(
      prose,
      { starts: [0], anchor, behind: anchor, end: anchor, year: null, ofPart: false, title: true },
      source,
      context,
    );
    if (evidence?.identity != null) return { ...evidence, span: null };
    if (evidence?.joint === true && !evidence.candidates.some((each) => each.endsWith('政府'))) return null;
  }
  return readBareName(title.slice(0, 300), source, context);
}

const PIECE = /[\s_|\-—–>/]+/u;
const NO_NAME = /公开|年报|报告|首页|栏目|附件|\d/u;

/** 2023年政府信息公开工作年度报告-济南市教育局, 济南市教育局门户网站: an agency by itself, the last that is named. A government may be the head of a site. */
function readBareName(title: string, source: NameSource, context: NameContext): NameEvidence | null {
  const last = (pieces: readonly string[]): NameEvidence | null => {
    const piece = pieces.map(foldText).findLast((each) => each.length > 1 && !NO_NAME.test(each));
    const prose = piece === undefined ? null : foldProse(piece, [{ start: 0, end: piece.length }]);
    const evidence = prose === null ? null : readNameIn(prose, [{ start: 0, end: prose.text.length }], source, context);
    const { identity = null, complete = false } = evidence ?? {};
    const isGovernment = identity?.kind === 'GOVERNMENT' && identity.level !== 'TOWNSHIP';
    return evidence === null || !complete || isGovernment || identity?.level === 'NATIONAL' ? null : evidence;
  };
  const evidence = last(title.split(SEPARATED)) ?? last(title.split(PIECE));
  return evidence?.identity == null ? null : { ...evidence, span: null };
}
