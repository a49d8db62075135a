import type { CardId, Slug } from "#contract/ids.ts";
import type { EpochMs } from "#contract/units.ts";
import { decideClaim, type UnclaimedMonth } from "../../deposit/claim.ts";
import {
  type Account,
  householdAccount,
  partsOfAsset,
  unclaimedAccount,
} from "../../journal/account.ts";
import type { Posting } from "../../ledger/posting.ts";
import { membersIn } from "../../registry/registry.ts";
import { claimedFor } from "../../relief/open-year.ts";
import { monthTerms, streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { Context } from "./context.ts";
import { int, text } from "./row.ts";

type Claim = { readonly card: CardId; readonly household: Slug };

/** The card's earlier deposits become its first household's, as if they had always been. */
export function claimCard(claim: Claim, at: EpochMs, context: Context): readonly Posting[] {
  const { card, household } = claim;
  // A later household gets nothing: what the card's account may still hold are lapsed points.
  if (context.registry.cards.get(card)?.length !== 1) return [];
  const [from, to] = [unclaimedAccount(card), householdAccount(household)];
  const claimed = decideClaim({
    card: from,
    household: to,
    grams: gramsHeldBy(from, context),
    months: unclaimedMonths(from, household, context),
    on: context.dateOf(at),
    calendar: context.registry.relief,
    credit: context.credit,
  });
  for (const { month, stream, unclaimed, household: merged } of claimed.months) {
    context.ledger.setMonth({ holder: from, month, stream }, unclaimed);
    context.ledger.setMonth({ holder: to, month, stream }, merged);
  }
  moveRecorded(from, to, context.dateOf(at), context);
  return claimed.postings;
}

function unclaimedMonths(
  from: Account,
  household: Slug,
  { db, ledger, registry }: Context,
): readonly UnclaimedMonth[] {
  const to = householdAccount(household);
  const rows = db.prepare("SELECT DISTINCT month, stream FROM month WHERE holder = ?").all(from);
  return rows.flatMap((row) => {
    const [month, stream] = [text(row, "month"), text(row, "stream")];
    const tariff = tariffIn(month, registry.tariffs);
    const terms = tariff === null ? undefined : streamIn(tariff, stream);
    if (tariff === null || terms === undefined) return [];
    return {
      month,
      stream,
      unclaimed: ledger.month({ holder: from, month, stream }),
      household: ledger.month({ holder: to, month, stream }),
      unclaimedTerms: monthTerms(tariff, terms, null),
      householdTerms: monthTerms(tariff, terms, membersIn(registry, household, month)),
    };
  });
}

function gramsHeldBy(account: Account, { db }: Context) {
  const rows = db
    .prepare(`
      SELECT asset.name AS asset, amount FROM balance
      JOIN account ON account.id = account JOIN asset ON asset.id = asset
      WHERE account.name = ?`)
    .all(account);
  return rows
    .map((row) => ({ asset: text(row, "asset"), amount: int(row, "amount") }))
    .filter(({ asset }) => partsOfAsset(asset).code === "G");
}

function moveRecorded(from: Account, to: Account, claimed: string, context: Context): void {
  const { db, ledger, registry } = context;
  for (const row of db.prepare("SELECT * FROM recorded WHERE holder = ?").all(from)) {
    const key = { month: text(row, "month"), stream: text(row, "stream") };
    const [grams, deposits] = [int(row, "grams"), int(row, "deposits")];
    const year = int(row, "relief_year");
    const dates = { weighed: `${key.month}-01`, claimed };
    const told = claimedFor(year, dates, registry.relief).reliefYear;
    ledger.record({ holder: to, ...key }, told, { grams, deposits });
    ledger.record({ holder: from, ...key }, year, { grams: -grams, deposits: -deposits });
  }
}
