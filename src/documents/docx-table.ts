import type { Block, CellContent, TableBlock } from './html-flow';
import type { Place } from './table-grid';

/** A cell as WordprocessingML has it: a row has a cell for every slot, and those covered by a merge say that they continue it. */
export interface DocxCell {
  blocks: readonly Block[];
  gridSpan: number;
  vMerge: 'restart' | 'continue' | null;
  hMerge: 'restart' | 'continue' | null;
  deleted: boolean;
}

export interface DocxRow {
  readonly cells: DocxCell[];
  /** Columns that the row leaves out at its start. */
  gridBefore: number;
  /** Deleted by a tracked change, or hidden. */
  deleted: boolean;
}

export const newCell = (): DocxCell => ({ blocks: [], gridSpan: 1, vMerge: null, hMerge: null, deleted: false });
export const newRow = (): DocxRow => ({ cells: [], gridBefore: 0, deleted: false });

type Placed = { -readonly [Name in keyof Place]: Place[Name] } & { readonly cell: CellContent };

/** Cells where they originate. A cell continues the one above only if that is merged and equally wide, as in Word; else it is one of its own. */
export function placeDocxCells(rows: readonly DocxRow[]): TableBlock['rows'] {
  let merged = new Map<number, Placed>();
  return rows
    .filter(({ deleted }) => !deleted)
    .map(({ cells, gridBefore }, row) => {
      const reaching = new Map<number, Placed>();
      const placed: Placed[] = [];
      let column = gridBefore;
      let last: Placed | undefined;
      for (const cell of cells) {
        if (cell.deleted) continue;
        const colspan = cell.gridSpan;
        const above = cell.vMerge === 'continue' ? merged.get(column) : undefined;
        if (cell.hMerge === 'continue' && last !== undefined) last.colspan += colspan;
        else if (above?.colspan === colspan) {
          above.rowspan++;
          last = above;
          reaching.set(column, above);
        } else {
          last = { row, column, rowspan: 1, colspan, cell: { blocks: cell.blocks, rowspan: 1, colspan } };
          placed.push(last);
          if (cell.vMerge !== null) reaching.set(column, last);
        }
        column += colspan;
      }
      merged = reaching;
      return placed;
    });
}
