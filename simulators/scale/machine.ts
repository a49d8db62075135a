/** A scale from the inside: what it says to samples of its cell, and to commands. */
export type ScaleMachine<State> = {
  readonly initial: State;
  /** @param grams on its cell; not whole */
  onSample(state: State, grams: number): MachineStep<State>;
  /** @param command without its line end */
  onCommand(state: State, command: string): MachineStep<State>;
};

export type MachineStep<State> = {
  readonly state: State;
  /** Whole frames with their line ends, one character a byte. */
  readonly replies: readonly string[];
};

/** What a scale shows. */
export type Indication = {
  /** To its division. */
  readonly grams: number;
  readonly stable: boolean;
  readonly range: "within" | "over" | "under";
};

/** The part of a scale that all languages share. */
export type Cell = {
  /** g on the cell that are shown as zero. */
  readonly zeroGrams: number;
  /** g of the latest samples, oldest first. */
  readonly samples: readonly number[];
};
export const unloaded: Cell = { zeroGrams: 0, samples: [] };

export const DIVISION_GRAMS = 10;
export const MAX_GRAMS = 60_000;
/** The display goes blank above Max + 9 e (OIML R 76). */
const OVERLOAD_GRAMS = MAX_GRAMS + 9 * DIVISION_GRAMS;
const UNDERLOAD_GRAMS = -20 * DIVISION_GRAMS;
/** Zero can be set within 2 % of Max either side of the zero it was made with. */
export const ZERO_RANGE_GRAMS = 0.02 * MAX_GRAMS;
/** The scale's own idea of rest: that many samples in a row within one division. */
const STABLE_SAMPLES = 6;

export function felt<State extends Cell>(cell: State, grams: number): State {
  return { ...cell, samples: [...cell.samples, grams].slice(-STABLE_SAMPLES) };
}

export function isStable({ samples }: Cell): boolean {
  const spread = Math.max(...samples) - Math.min(...samples);
  return samples.length === STABLE_SAMPLES && spread <= DIVISION_GRAMS;
}

/** null before the first sample. */
export function indicationOf(cell: Cell): Indication | null {
  const latest = cell.samples.at(-1);
  if (latest === undefined) return null;
  const divisions = Math.round((latest - cell.zeroGrams) / DIVISION_GRAMS);
  const grams = divisions * DIVISION_GRAMS + 0;
  const range = grams > OVERLOAD_GRAMS ? "over" : grams < UNDERLOAD_GRAMS ? "under" : "within";
  return { grams, stable: isStable(cell), range };
}
