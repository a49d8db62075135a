import { assert } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import { householdAccount, unclaimedAccount } from "../../journal/account.ts";
import { claimerOf } from "../../registry/registry.ts";
import type { DepositRow } from "../deposit-row.ts";
import type { Context } from "./context.ts";
import { int } from "./row.ts";
import { rowNow } from "./row-now.ts";

/**
 * What a household brought, also on a card before it claimed it, what people gave to it and what they
 * took from it; the latest to come first. What lay in quarantine is left out, also where people have
 * decided about it: no row for people names its hash.
 */
export function householdDeposits(
  household: Slug,
  limit: number,
  context: Context,
): readonly DepositRow[] {
  const holders = JSON.stringify(holdersOf(household, context));
  const found = context.db
    .prepare(`
      SELECT chain, seq FROM entry WHERE kind = 'deposit' AND (
        holder IN (SELECT value FROM json_each(?1))
        OR position IN (
          SELECT deposit FROM standing
          WHERE json_extract(data, '$.verdict.holder') IN (SELECT value FROM json_each(?1))
        )
      ) ORDER BY position DESC LIMIT ?2`)
    .all(holders, limit);
  return found.map((row) => {
    const record = context.entries.find(int(row, "chain"), int(row, "seq"));
    assert(record !== null, "an entry that was just found");
    return rowNow(record, context);
  });
}

/** Its own account, and those of cards that were nobody's until it got them. */
function holdersOf(household: Slug, { registry }: Context): readonly string[] {
  const claimed = [...registry.cards.keys()].filter(
    (card) => claimerOf(registry, card) === household,
  );
  return [householdAccount(household), ...claimed.map(unclaimedAccount)];
}
