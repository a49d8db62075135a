import type { Hash } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";
import type { Grams } from "#contract/units.ts";
import type { Credit, Panel, PanelView } from "./view.ts";

/** A panel that also knows the last bag, and shows its receipt to whoever still stands there. */
export type Screen = {
  show(view: Omit<PanelView, "credit">): void;
  /** A bag was handed in; what a receipt says of any other is nobody's business here any more. */
  recorded(bag: { readonly hash: Hash; readonly grams: Grams }): void;
  /** @param uptimeMs when the receipt came */
  receipted(hash: Hash, outcome: Outcome, uptimeMs: number): void;
  /** Takes down a receipt that was shown long enough: the next visitor need not see it. */
  tidy(uptimeMs: number): void;
};

const SHOWN_FOR_MS = 30_000;

export function openScreen(panel: Panel): Screen {
  let bag: { readonly hash: Hash; readonly grams: Grams } | null = null;
  let receipt: { readonly credit: Credit; readonly sinceMs: number } | null = null;
  return {
    show: (view) => panel.show({ ...view, credit: receipt?.credit ?? null }),
    recorded(next) {
      bag = next;
      receipt = null;
    },
    receipted(hash, outcome, uptimeMs) {
      const credit = bag?.hash === hash ? creditOf(outcome, bag.grams) : null;
      if (credit !== null) receipt = { credit, sinceMs: uptimeMs };
    },
    tidy(uptimeMs) {
      if (receipt !== null && uptimeMs - receipt.sinceMs >= SHOWN_FOR_MS) receipt = null;
    },
  };
}

/** null: nothing is decided yet. */
function creditOf(outcome: Outcome, grams: Grams): Credit | null {
  if (outcome.outcome === "deferred") return null;
  const { credited, balance } = outcome;
  if (outcome.outcome !== "posted" || credited === null || balance === null) {
    return { kind: "checking", grams };
  }
  return { kind: "posted", grams, credited, balance };
}
