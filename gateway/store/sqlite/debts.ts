import { type Asset, householdAccount, householdOf, owedAccount } from "../../journal/account.ts";
import { owedMore } from "../../ledger/debt.ts";
import { netted, type Posting, transfer } from "../../ledger/posting.ts";
import type { LedgerWriter } from "./ledger-writer.ts";

/** What an entry's credits make of the debts of the households in it. */
export function debtPostings(
  postings: readonly Posting[],
  { ledger, credit }: { readonly ledger: Pick<LedgerWriter, "balance">; readonly credit: Asset },
): readonly Posting[] {
  return netted(postings).flatMap(({ account, asset, amount }) => {
    const household = asset === credit ? householdOf(account) : null;
    if (household === null) return [];
    const debtAccount = owedAccount(household);
    const debt = ledger.balance(debtAccount, credit);
    const more = owedMore({ credits: ledger.balance(account, credit) + amount, debt });
    return transfer(credit, more, debtAccount, householdAccount(household));
  });
}
