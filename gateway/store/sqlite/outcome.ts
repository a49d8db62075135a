import type { Outcome } from "#contract/receipt.ts";
import { MinorUnits } from "#contract/units.ts";
import { cardOf, householdAccount, householdOf, owedAccount } from "../../journal/account.ts";
import { claimerOf } from "../../registry/registry.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";

/** What a receipt says of a recorded entry, now; asked again it says what became of it since. */
export function outcomeOf(record: EntryRecord, repeat: boolean, context: Context): Outcome {
  const { seq, hash, verdict } = record;
  const { outcome, credited, points } = verdict;
  const reasons = [...verdict.reasons];
  const base = { seq, hash, outcome, repeat, reasons, credited, points };
  const holder = holderNow(record, context);
  if (holder === null) return { ...base, balance: null, owed: null };
  const household = householdOf(holder);
  const held = (account: string) => MinorUnits(context.ledger.balance(account, context.credit));
  const owed = household === null ? 0 : -held(owedAccount(household));
  return { ...base, balance: held(holder), owed: MinorUnits(owed) };
}

/** Whose balance to show: an unclaimed card's deposit is by now perhaps a household's. */
function holderNow({ verdict }: EntryRecord, { registry }: Context): string | null {
  const card = cardOf(verdict.holder ?? "");
  const household = card === null ? null : claimerOf(registry, card);
  return household === null ? verdict.holder : householdAccount(household);
}
