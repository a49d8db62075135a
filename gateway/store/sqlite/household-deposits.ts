import { assert } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { householdAccount, unclaimedAccount } from "../../journal/account.ts";
import { claimerOf, holderAt } from "../../registry/registry.ts";
import type { DepositRow } from "../deposit-row.ts";
import type { Context } from "./context.ts";
import { heldDeposits } from "./reads.ts";
import { int } from "./row.ts";
import { rowNow } from "./row-now.ts";

/**
 * What a household brought, also on a card before it claimed it, and what of it is held; what people
 * gave to it and what they took from it; the latest to come first. What lay in quarantine is left out, also where people have
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
  const counted = found.map((row) => {
    const record = context.entries.find(int(row, "chain"), int(row, "seq"));
    assert(record !== null, "an entry that was just found");
    return rowNow(record, context);
  });
  const all = [...counted, ...heldOf(household, context)];
  return all.sort((one, other) => other.position - one.position).slice(0, limit);
}

/** What its cards brought and two people have to look at first: nobody's yet, and theirs to ask about. */
function heldOf(household: Slug, context: Context): readonly DepositRow[] {
  return heldDeposits(context).filter(({ card, weighedAt, receivedAt }) => {
    const time = EpochMs(Date.parse(weighedAt ?? receivedAt));
    return card !== null && holderAt(context.registry, card, time) === household;
  });
}

/** Its own account, and those of cards that were nobody's until it got them. */
function holdersOf(household: Slug, { registry }: Context): readonly string[] {
  const claimed = [...registry.cards.keys()].filter(
    (card) => claimerOf(registry, card) === household,
  );
  return [householdAccount(household), ...claimed.map(unclaimedAccount)];
}
