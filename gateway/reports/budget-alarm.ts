import type { BaseLogger } from "pino";
import type { EpochMs } from "#contract/units.ts";
import { type BudgetLevel, isAbove, levelOf } from "../ledger/budget.ts";
import type { Store } from "../store/store.ts";
import { budgetJson, budgetLine, type Currency } from "./budget.ts";

/** What there is to be done about it, and that nobody else does it. */
const MEND =
  'Nothing stops by itself: the council can raise it ("budget set" with the same months), or publish a tariff with rates of 0 from the next month.';

/**
 * Warns in the log when the budget in force comes near its end, and when it is spent: of each budget
 * once at each level while the process runs, whoever looks and whatever corrections take back.
 */
export async function openBudgetAlarm(parts: {
  readonly store: Pick<Store, "budget" | "onCommit">;
  readonly currency: Currency;
  readonly now: () => EpochMs;
  readonly log: Pick<BaseLogger, "warn" | "error">;
}): Promise<{ close(): void }> {
  const { store, currency, now, log } = parts;
  /** By the position of the budget's event: one that takes its place is warned of anew. */
  const warned = new Map<number, BudgetLevel>();

  async function look(): Promise<void> {
    const row = await store.budget(now());
    if (row === null) return;
    const level = levelOf(row.issued, row.budget.amount);
    if (!isAbove(level, warned.get(row.position) ?? "within")) return;
    warned.set(row.position, level);
    log.warn({ budget: budgetJson(row) }, `${budgetLine(row, currency)} ${MEND}`);
  }
  const check = () => look().catch((err) => log.error({ err }, "the budget cannot be read"));

  const stopListening = store.onCommit(() => void check());
  await check();
  return { close: () => void stopListening() };
}
