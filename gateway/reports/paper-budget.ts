import { MinorUnits } from "#contract/units.ts";
import type { BudgetRow } from "../store/store.ts";

/** For tests: 60,000.00 for 2026 of which nothing is issued, or a budget that differs from it. */
export const paperBudget = (differing: Partial<BudgetRow> = {}): BudgetRow => ({
  budget: { from: "2026-01", to: "2026-12", amount: MinorUnits(6_000_000) },
  decision: { number: "4/2026", date: "2026-01-05" },
  approval: { approver: "basma", singlePerson: false },
  position: 7,
  issued: MinorUnits(0),
  ...differing,
});
