import { describe, expect, it, vi } from "vitest";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import type { BudgetRow } from "../store/store.ts";
import { openBudgetAlarm } from "./budget-alarm.ts";
import { paperBudget } from "./paper-budget.ts";
import { paperStore } from "./paper-store.ts";

/** A gateway's log, as sums are issued commit by commit. */
async function village(first: Partial<BudgetRow> | null = {}) {
  let row = first === null ? null : paperBudget(first);
  let broken = false;
  const store = paperStore({
    budget: async () => {
      if (broken) throw new Error("disk I/O error");
      return row;
    },
  });
  const log = { warn: vi.fn(), error: vi.fn() };
  const texts = ({ mock }: typeof log.warn) => mock.calls.map(([, text]) => String(text));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const currency = { code: "QAM", minorUnits: 2 };
  const alarm = await openBudgetAlarm({ store, currency, now: () => EpochMs(0), log });
  const commit = async (differing: Partial<BudgetRow> | null) => {
    row = differing === null ? null : paperBudget(differing);
    store.commit({});
    await settled();
  };
  const breakDisk = () => {
    broken = true;
  };
  /** Percents in the warnings so far. */
  const warned = () => texts(log.warn).map((text) => /[\d.]+ %/.exec(text)?.[0]);
  return { alarm, commit, breakDisk, log, warned, store };
}

const issued = (percent: number) => ({ issued: MinorUnits(percent * 60_000) });

describe("the alarm of a budget", () => {
  it("is one line at 80 % and one at 100 %, however many commits there are", async () => {
    const { commit, warned, log } = await village();
    for (const percent of [10, 79, 80, 80, 95, 99, 100, 101, 150]) await commit(issued(percent));
    expect(warned()).toEqual(["80.0 %", "100.0 %"]);
    const sums = "Budget 2026-01 to 2026-12: 48,000.00 of 60,000.00 QAM issued";
    const mend = "publish a tariff with rates of 0 from the next month";
    for (const text of [sums, mend]) {
      expect(log.warn).toHaveBeenNthCalledWith(1, expect.anything(), expect.stringContaining(text));
    }
  });

  it("tells programs which budget, and how far it is", async () => {
    const { commit, log } = await village();
    await commit(issued(80));
    const facts = { from: "2026-01", issuedMinorUnits: 4_800_000, level: "near" };
    expect(log.warn).toHaveBeenCalledWith(
      { budget: expect.objectContaining(facts) },
      expect.any(String),
    );
  });

  it("passes over a level that one commit goes beyond", async () => {
    const { commit, warned } = await village();
    for (const percent of [10, 120, 90]) await commit(issued(percent));
    expect(warned()).toEqual(["120.0 %"]);
  });

  it("is not given again when corrections took something back", async () => {
    const { commit, warned } = await village();
    for (const percent of [81, 70, 82, 100, 79, 100]) await commit(issued(percent));
    expect(warned()).toEqual(["81.0 %", "100.0 %"]);
  });

  it("is given at the start where a level is reached already", async () => {
    expect((await village(issued(99))).warned()).toEqual(["99.0 %"]);
    expect((await village(issued(79))).warned()).toEqual([]);
  });

  it("is given anew for a budget that takes the place of another", async () => {
    const { commit, warned } = await village(issued(85));
    await commit({ ...issued(40), position: 9 });
    await commit({ ...issued(80), position: 9 });
    expect(warned()).toEqual(["85.0 %", "80.0 %"]);
  });

  it("is silent where there is no budget", async () => {
    const { commit, log } = await village(null);
    await commit(null);
    expect([log.warn, log.error].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it("keeps nobody from working where the budget cannot be read", async () => {
    const { commit, breakDisk, log } = await village();
    breakDisk();
    await commit(issued(100));
    expect(log.error).toHaveBeenCalledWith(expect.anything(), "the budget cannot be read");
    expect(log.warn).not.toHaveBeenCalled();
  });

  it("ends with the gateway", async () => {
    const { alarm, commit, warned, store } = await village();
    alarm.close();
    await commit(issued(100));
    expect([warned(), store.listeners()]).toEqual([[], 0]);
  });
});
