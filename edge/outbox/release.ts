import type { Hash, UtcTime } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";

/** `pending`: ours to send. `receipted`: the gateway's. `dead`: a person's to decide. */
export type EntryState = "pending" | "receipted" | "dead";

/** What an outcome is judged against. */
export type KeptEntry = {
  readonly state: EntryState;
  readonly hash: Hash;
  /** The gateway's time of the newest receipt taken so far. */
  readonly receiptAt: UtcTime | null;
};

export type Effect = "release" | "bury" | "none";

/**
 * What one outcome of a receipt that the gateway signed does to an entry. Only an outcome with the
 * entry's own hash, newer than what is known, does anything: an old receipt heard again must not
 * release what was put back since.
 *
 * @param at the receipt's own time
 * @see docs/PROTOCOL.md "Receipt"
 */
export function effectOf(entry: KeptEntry | null, outcome: Outcome, at: UtcTime): Effect {
  if (entry === null || entry.state === "dead") return "none";
  if (outcome.hash !== entry.hash) return "none";
  if (entry.receiptAt !== null && at <= entry.receiptAt) return "none";
  switch (outcome.outcome) {
    case "posted":
    case "held":
      return "release";
    case "refused":
    case "conflict":
      return "bury";
    case "deferred":
      return "none";
  }
}
