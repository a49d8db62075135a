/** What moves on a platform, from a moment on: a load swings into its place, and may be kept from resting. */
export type Swing = {
  readonly sinceMs: number;
  readonly fromGrams: number;
  readonly toGrams: number;
  /** How fast platform and load swing together: 1 to 4 Hz, the slower the heavier. */
  readonly frequencyHz: number;
  /** ms in which the swing falls to 1/e. */
  readonly decayMs: number;
  /** g to either side, for as long as someone holds on to the load. */
  readonly wobbleGrams: number;
};

export const emptyPlatform: Swing = {
  sinceMs: 0,
  fromGrams: 0,
  toGrams: 0,
  frequencyHz: 4,
  decayMs: 300,
  wobbleGrams: 0,
};

/** g on the cell at a time, without noise: a damped oscillation about the load. */
export function gramsAt(swing: Swing, nowMs: number): number {
  const seconds = Math.max(0, nowMs - swing.sinceMs) / 1000;
  const phase = 2 * Math.PI * swing.frequencyHz * seconds;
  const left = Math.exp((-seconds * 1000) / swing.decayMs) * Math.cos(phase);
  const wobble = swing.wobbleGrams * Math.sin(phase);
  return swing.toGrams + (swing.fromGrams - swing.toGrams) * left + wobble;
}

export type Change = Omit<Swing, "sinceMs" | "fromGrams">;

/** From where the cell is now towards another load: nothing weighs something else at once. */
export function swungTo(swing: Swing, change: Change, nowMs: number): Swing {
  return { ...change, sinceMs: nowMs, fromGrams: gramsAt(swing, nowMs) };
}
