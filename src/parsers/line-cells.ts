import type { AssembledRow } from './assemble-rows';
import type { Cell } from './lex-cells';

/** Why the cells of a line are known to be its cells. */
export type RowProof = 'LABEL' | 'ALIKE' | 'ORDER';

/** What a line of the form got: its cells; or rows that are there but cannot be told apart; or nothing. */
export type LineCells =
  | {
      readonly found: 'CELLS';
      readonly cells: readonly Cell[];
      readonly proof: RowProof;
      readonly label: readonly Cell[];
      /** How many empty cells pad the row behind its values. */
      readonly padding: number;
      /** The label names this line in its place only. */
      readonly isWeak?: boolean;
    }
  /** A row without all the cells of the form, of which some are placed by arithmetic. */
  | { readonly found: 'PARTLY'; readonly cells: readonly (Cell | undefined)[]; readonly row: AssembledRow }
  /** There is a row, but not with the cells of the form. */
  | { readonly found: 'MISFIT'; readonly row: AssembledRow }
  /** Rows that fit this line and others equally. */
  | { readonly found: 'AMBIGUOUS'; readonly rows: readonly AssembledRow[] }
  | { readonly found: 'NOTHING' };
