import { decimalOf } from "#contract/decimal.ts";
import type { MinorUnits } from "#contract/units.ts";
import { type BudgetLevel, levelOf, tenthsOfPercent } from "../ledger/budget.ts";
import type { BudgetRow } from "../store/store.ts";

export type Currency = { readonly code: string; readonly minorUnits: number };

/** What of it has been issued, for people: `48,123.40 of 60,000.00 QAM`, and how near its end that is. */
export function budgetLine({ budget, issued }: BudgetRow, currency: Currency): string {
  const { from, to, amount } = budget;
  const sums = `${moneyOf(issued, currency)} of ${moneyOf(amount, currency)} ${currency.code}`;
  const percent = `${decimalOf(tenthsOfPercent(issued, amount), 1)} %`;
  const standing = STANDING[levelOf(issued, amount)];
  return `Budget ${from} to ${to}: ${sums} issued, ${percent}${standing}.`;
}

const STANDING: Readonly<Record<BudgetLevel, string>> = {
  within: "",
  near: ": near its end",
  spent: ": spent",
};

/** The same for programs. */
export function budgetJson({ budget, decision, approval, issued }: BudgetRow) {
  const { from, to, amount } = budget;
  return {
    from,
    to,
    amountMinorUnits: amount,
    issuedMinorUnits: issued,
    level: levelOf(issued, amount),
    decision,
    singlePerson: approval.singlePerson,
  };
}

/** `48,123.40`: large sums are read in thousands. */
export function moneyOf(amount: MinorUnits, { minorUnits }: Currency): string {
  const digits = { minimumFractionDigits: minorUnits, maximumFractionDigits: minorUnits };
  return new Intl.NumberFormat("en-u-nu-latn", digits).format(amount / 10 ** minorUnits);
}
