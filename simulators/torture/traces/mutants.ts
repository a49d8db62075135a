/** Stations that are wrong on purpose: the torture must find each of them out. */
export const TRACE_MUTANTS = [
  "no-window",
  "no-return-to-zero",
  "tap-frees-load",
  "no-confirmation",
] as const;
export type Mutant = (typeof TRACE_MUTANTS)[number];
