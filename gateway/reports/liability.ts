import { MinorUnits } from "#contract/units.ts";
import type { Asset } from "../journal/account.ts";
import type { Balance } from "../store/ledger-row.ts";

/** What became of the credits that were issued, in minor units; the parts add up to `issued`. */
export type Liability = {
  readonly households: MinorUnits;
  /** On cards that no household has claimed yet. */
  readonly unclaimed: MinorUnits;
  /** What the scheme owes to those who sorted: households and unclaimed cards together. */
  readonly outstanding: MinorUnits;
  /** By a council's decision. */
  readonly expired: MinorUnits;
  /** In any other account: what producers hold, less what households owe. */
  readonly elsewhere: MinorUnits;
  /** All that was ever issued, less what corrections took back. */
  readonly issued: MinorUnits;
};

/**
 * @param balances a trial balance: of any position
 * @param credit the asset that credits are counted in; all others are left out
 */
export function liabilityOf(balances: readonly Balance[], credit: Asset): Liability {
  const byRoot = new Map<string, number>();
  for (const { account, asset, amount } of balances) {
    if (asset !== credit) continue;
    const [root = ""] = account.split(":");
    byRoot.set(root, amount + (byRoot.get(root) ?? 0));
  }
  const heldBy = (root: string) => byRoot.get(root) ?? 0;
  const outstanding = heldBy("household") + heldBy("unclaimed");
  const [issued, expired] = [-heldBy("issuance"), heldBy("expiry")];
  return {
    households: MinorUnits(heldBy("household")),
    unclaimed: MinorUnits(heldBy("unclaimed")),
    outstanding: MinorUnits(outstanding),
    expired: MinorUnits(expired),
    elsewhere: MinorUnits(issued - outstanding - expired),
    issued: MinorUnits(issued),
  };
}
