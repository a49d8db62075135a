import type { CardId } from "#contract/ids.ts";
import type { EntryKey } from "./recount.ts";

/** A station under torture weighs by itself until it is told to stop. */
export type StationOrder = { readonly do: "stop-weighing" | "report" };
export type StationReport =
  | { readonly appended: EntryKey }
  | { readonly receipted: true }
  | { readonly idle: boolean; readonly weighing: boolean };

export type StationStart = {
  readonly station: string;
  readonly data: string;
  readonly seed: number;
  readonly perSecond: number;
  /** Cards that bring waste here; the same ones at every station. */
  readonly cards: readonly CardId[];
  readonly mutant: Mutant | null;
  /** Only a mutant looks there. */
  readonly gatewayData: string;
};

/**
 * Faults put in on purpose, to see that the torture finds them: a gateway that answers before it has
 * committed, and a station that takes the broker's PUBACK for a receipt.
 */
export const MUTANTS = ["ack-before-commit", "release-on-puback"] as const;
export type Mutant = (typeof MUTANTS)[number];

/** A process is told how it starts by its only argument. */
export function startOf<Start>(): Start {
  return JSON.parse(process.argv[2] ?? "null") as Start;
}
