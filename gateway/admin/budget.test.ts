import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import type { GatewayConfig } from "../config.ts";
import { paperBudget } from "../reports/paper-budget.ts";
import { paperStore } from "../reports/paper-store.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { typed } from "./paper-terminal.ts";
import { NOON, sampleFolder, scratch } from "./sample-folder.ts";

describe("the budget at a desk", () => {
  const near = paperBudget({ issued: MinorUnits(4_812_340) });
  const line =
    "Budget 2026-01 to 2026-12: 48,123.40 of 60,000.00 QAM issued, 80.2 %: near its end.";

  it("is shown with its decision", async () => {
    const context = contextOn(paperStore({ budget: async () => near }));
    const { text, data } = await answerTo({ kind: "budget-show" }, context);
    expect(text).toBe(`${line}\nDecision 4/2026 of 2026-01-05.`);
    expect(data).toMatchObject({ budget: { issuedMinorUnits: 4_812_340, level: "near" } });
  });

  it("says who adopted it alone", async () => {
    const alone = { ...near, approval: { approver: null, singlePerson: true } };
    const context = contextOn(paperStore({ budget: async () => alone }));
    const { text } = await answerTo({ kind: "budget-show" }, context);
    expect(text).toContain("Decision 4/2026 of 2026-01-05, adopted by one person alone.");
  });

  it("is the one of this month, where there is one", async () => {
    const asked: number[] = [];
    const budget = async (at: number) => {
      asked.push(at);
      return null;
    };
    const { text, data } = await answerTo(
      { kind: "budget-show" },
      contextOn(paperStore({ budget })),
    );
    expect([text, data, asked]).toEqual(["No budget covers this month.", { budget: null }, [NOON]]);
  });

  it("stands in the status", async () => {
    const context = contextOn(paperStore({ budget: async () => near }));
    const { text, data } = await answerTo({ kind: "status" }, context);
    expect(text.split("\n")).toContain(line);
    expect(data).toMatchObject({ budget: { level: "near" } });
    const without = await answerTo({ kind: "status" }, contextOn(paperStore()));
    expect(without.text).not.toContain("Budget");
    expect(without.data).toMatchObject({ budget: null });
  });
});

describe("the budget on a command line", () => {
  let room: ReturnType<typeof scratch>;
  let config: GatewayConfig;
  beforeEach(async () => {
    room = scratch();
    config = await sampleFolder(join(room.folder, "data"));
  });
  afterEach(() => room.remove());

  const admin = (...args: string[]) => typed(config.data, args);
  const decision = ["--decision", "4/2026", "--date", "2026-10-05"];
  const set = (from: string, to: string, amount: string, ...more: string[]) =>
    admin("budget", "set", "--from", from, "--to", to, "--amount", amount, ...decision, ...more);

  it("is set, raised, and refused where it overlaps", async () => {
    const first = await set("2026-01", "2026-12", "٦٠٠٠٠٫٥");
    expect(first.out).toBe("Budget 2026-01 to 2026-12: 60,000.50 QAM, by decision 4/2026.\n");
    expect((await set("2026-01", "2026-12", "70000")).code).toBe(0);
    const other = await set("2026-12", "2027-03", "1");
    expect([other.code, other.err]).toEqual([
      1,
      "The budget from 2026-01 to 2026-12, by decision 4/2026, already has some of these months: name exactly its months to replace it, or choose others.\n",
    ]);
    const reversed = await set("2028-02", "2028-01", "1");
    expect(reversed.err).toBe(
      "A budget from 2028-02 to 2028-01 ends before it begins: turn the two months round.\n",
    );
  });

  it.each([
    ["60,000", "without a comma"],
    ["0", "An amount is above zero."],
    ["lots", "is no amount of QAM"],
  ])("is not set to %s", async (amount, sentence) => {
    const { code, err } = await set("2026-01", "2026-12", amount);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it("takes two people, once two are registered", async () => {
    for (const person of ["amal", "basma"]) await admin("person", "add", person);
    expect((await set("2026-01", "2026-12", "1")).err).toContain("add --approver NAME");
    expect((await set("2026-01", "2026-12", "1", "--approver", "amal")).err).toContain("cannot");
    expect((await set("2026-01", "2026-12", "1", "--approver", "basma")).code).toBe(0);
  });
});
