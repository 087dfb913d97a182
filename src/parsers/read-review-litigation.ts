import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { absentFigure } from '../domain/figure';
import type { ReviewLitigationDraft } from '../domain/report-draft';
import { REVIEW_TRACKS } from '../domain/statutory-form';
import { collect } from './collect';
import { cutTracks } from './cut-tracks';
import type { Cell } from './lex-cells';
import type { LineCells } from './line-cells';
import { withoutHeadingNumbers } from './numbered-rows';
import { proveTrack } from './prove-numbers';
import { figuresOfLine, sayProof, sayUnfilled } from './read-figures';
import { REVIEW_CODES, statedOrders, statedTracks } from './track-headings';

/**
 * A row that ends in a blank may have lost any other cell instead, and one with a blank under a heading that is cut may be moved by what reaches down
 * from it: all figures are named.
 */
function sayDoubtfulBlank(blocks: readonly LineCells[], isHeaded: boolean, diagnostics: Diagnostic[]): boolean {
  const cells: Cell[] = [];
  for (const block of blocks) if (block.found === 'CELLS') cells.push(...block.cells);
  const cell = isHeaded ? cells[cells.length - 1] : cells.find(({ kind }) => kind === 'EMPTY');
  if (cell?.kind !== 'EMPTY') return false;
  diagnostics.push(diagnose('FIGURE_BLANK', { lines: REVIEW_CODES, span: { start: cell.start, end: cell.end } }));
  return true;
}

/** Table four when there is none: every figure absent. */
export function absentReviewLitigation(): readonly ReviewLitigationDraft[] {
  return REVIEW_TRACKS.map((track) => ({ track, figures: REVIEW_CODES.map(absentFigure) }));
}

/** Reads table four: three tracks of five figures, in the order of REVIEW_TRACKS. */
export function readReviewLitigation(
  printed: readonly Cell[],
  diagnostics: Diagnostic[],
): readonly ReviewLitigationDraft[] {
  const cells = withoutHeadingNumbers(printed);
  const { layout, blocks } = cutTracks(cells, cells.length < printed.length);
  const tracks = layout === 'TRACK_A_ROW' ? [] : statedTracks(cells, diagnostics);
  const orders = layout === 'ONE_ROW' ? statedOrders(cells, diagnostics) : undefined;
  const isWholeMisfit = blocks.every((block) => block.found === 'MISFIT' || block.found === 'NOTHING');
  const [anyBlock] = blocks;
  if (isWholeMisfit && anyBlock !== undefined)
    sayProof(REVIEW_CODES, anyBlock, REVIEW_CODES.length * REVIEW_TRACKS.length, diagnostics);
  const isDoubtful = sayDoubtfulBlank(blocks, layout !== 'ONE_ROW' || orders !== undefined, diagnostics);
  return REVIEW_TRACKS.map((track, at) => {
    const index = tracks.length === 0 ? at : tracks.indexOf(at);
    const order = orders?.[index] ?? REVIEW_CODES;
    const block = proveTrack(blocks[index] ?? { found: 'NOTHING' }, order.indexOf('total'));
    if (!isWholeMisfit) sayProof(REVIEW_CODES, block, REVIEW_CODES.length, diagnostics);
    const read = figuresOfLine(
      order,
      [],
      block,
      order.map(() => ({ track })),
      diagnostics,
    );
    if (!isDoubtful) sayUnfilled(read, { track }, diagnostics);
    return { track, figures: collect(REVIEW_CODES, (code) => read.find((figure) => figure.line === code)) };
  });
}
