import { describe, expect, it } from "vitest";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { budgetIn } from "./budgets.ts";
import { decideBudget } from "./decide-budget.ts";
import { openRegistry } from "./open-registry.ts";

const DECISION = { number: "4/2026", date: "2026-01-05" };

/** A council that has adopted these budgets, as far as it may. */
function council(...months: readonly (readonly [from: string, to: string])[]) {
  const registry = openRegistry();
  let position = 0;
  const adopt = (from: string, to: string, amount = 1_000, acting: object = {}): string | null => {
    const budget = { from, to, amount: MinorUnits(amount) };
    const acted = { actor: "amal", at: EpochMs(0), ...acting };
    const decided = decideBudget(
      { ...acted, kind: "budget-adopt", budget, decision: DECISION },
      registry.now,
    );
    if (!decided.ok) return decided.problem.code;
    position += 1;
    registry.learn(decided.value, { position, at: EpochMs(0), month: "2026-01" });
    return null;
  };
  for (const [from, to] of months) adopt(from, to);
  return { registry, adopt };
}

describe("a budget", () => {
  it.each([
    ["2025-12", null],
    ["2026-01", 1_000],
    ["2026-12", 1_000],
    ["2027-01", null],
  ])("of 2026 is in force in %s: %s", (month, amount) => {
    const { registry } = council(["2026-01", "2026-12"]);
    expect(budgetIn(month, registry.now.budgets)?.budget.amount ?? null).toBe(amount);
  });

  it.each([
    ["2026-05", "2026-05", null],
    ["2025-01", "2025-12", null],
    ["2026-03", "2026-04", null], // the same months: it takes the other's place
    ["2026-03", "2026-03", "budget-overlaps"],
    ["2026-04", "2026-04", "budget-overlaps"],
    ["2026-04", "2026-09", "budget-overlaps"],
    ["2026-01", "2026-03", "budget-overlaps"],
    ["2026-01", "2026-12", "budget-overlaps"],
    ["2026-09", "2026-08", "months-reversed"],
  ])("from %s to %s beside one of March and April: %s", (from, to, code) => {
    expect(council(["2026-03", "2026-04"]).adopt(from, to)).toBe(code);
  });

  it("of the same months replaces the earlier one, and no other", () => {
    const { registry, adopt } = council(["2026-01", "2026-06"], ["2026-07", "2026-12"]);
    adopt("2026-01", "2026-06", 2_000);
    const amounts = registry.now.budgets.map(({ budget }) => [budget.from, budget.amount]);
    expect(amounts).toEqual([
      ["2026-07", 1_000],
      ["2026-01", 2_000],
    ]);
    expect(budgetIn("2026-02", registry.now.budgets)?.position).toBe(3);
  });

  it("takes two people, once there are two", () => {
    const { registry, adopt } = council();
    for (const person of ["amal", "basma"]) {
      const approval = { approver: null, singlePerson: true };
      const standing = { position: 0, at: EpochMs(0), month: "2026-01" };
      registry.learn({ kind: "person-registered", person, approval }, standing);
    }
    expect(adopt("2026-01", "2026-12")).toBe("no-approver");
    expect(adopt("2026-01", "2026-12", 1, { approver: "amal" })).toBe("same-person");
    expect(adopt("2026-01", "2026-12", 1, { approver: "basma" })).toBeNull();
    expect(registry.now.budgets[0]?.approval).toEqual({ approver: "basma", singlePerson: false });
  });
});
