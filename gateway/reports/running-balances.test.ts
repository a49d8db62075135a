import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runningBalances } from "./running-balances.ts";

const posting = (account: string, amount: number, asset = "QAM/2") => ({ account, asset, amount });

describe("runningBalances", () => {
  it("tells what moved since it was asked last, with all that came before", () => {
    const balances = runningBalances();
    balances.add([posting("b", 3), posting("a", -3)]);
    expect(balances.takeMoved()).toEqual([posting("a", -3), posting("b", 3)]);
    balances.add([posting("b", 4)]);
    expect(balances.takeMoved()).toEqual([posting("b", 7)]);
    expect(balances.takeMoved()).toEqual([]);
  });

  it("keeps assets of one account apart, and tells what came back to zero", () => {
    const balances = runningBalances();
    balances.add([posting("a", 5, "RLF/3"), posting("a", 2), posting("a", -2)]);
    expect(balances.takeMoved()).toEqual([posting("a", 0), posting("a", 5, "RLF/3")]);
  });

  it("is the sum of all postings, however often it is asked between", () => {
    const one = fc.record({ account: fc.constantFrom("a", "b"), amount: fc.integer() });
    fc.assert(
      fc.property(fc.array(fc.tuple(one, fc.boolean())), (steps) => {
        const balances = runningBalances();
        const latest = new Map<string, number>();
        const note = () => {
          for (const { account, amount } of balances.takeMoved()) latest.set(account, amount);
        };
        for (const [{ account, amount }, asked] of steps) {
          balances.add([posting(account, amount)]);
          if (asked) note();
        }
        note();
        for (const [account, amount] of latest) {
          const own = steps.filter(([it]) => it.account === account);
          expect(amount).toBe(own.reduce((sum, [it]) => sum + it.amount, 0));
        }
      }),
    );
  });
});
