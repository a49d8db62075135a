/** Why a list of fee accounts is not taken: one sentence for the person who made the list. */
export type FeeProblem = {
  /** As the spreadsheet numbers it, the first is 1; 0: the file as a whole. */
  readonly row: number;
  /** Header of the column, as it stands in the file; empty: the row or file as a whole. */
  readonly field: string;
  readonly message: string;
};

const MAX_QUOTED = 40;

/** A cell inside a sentence, cut where it would drown it. */
export const quoted = (cell: string): string =>
  cell.length > MAX_QUOTED ? `"${cell.slice(0, MAX_QUOTED)}…"` : `"${cell}"`;
