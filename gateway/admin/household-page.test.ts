import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { paperDeposit, paperStore } from "../reports/paper-store.ts";
import type { HouseholdRow } from "../store/store.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { NOON } from "./sample-folder.ts";

const sized = (fromMonth: string, members: number) => ({ fromMonth, members });
const ROW: HouseholdRow = {
  household: "h012",
  sizes: [sized("2026-11", 5)],
  ...{ balance: MinorUnits(0), cards: [], points: [], months: [] },
};

describe("household show", () => {
  const show = { kind: "household-show", household: "h012" } as const;

  it("is a page about the household", async () => {
    const { card } = paperDeposit();
    assert(card !== null, "the sample has a card");
    const store = paperStore({
      household: async () => ({
        ...ROW,
        balance: MinorUnits(-5),
        cards: [{ card, since: utcTime(NOON), blocked: true }],
        points: [{ year: 2026, points: MilliPoints(49_360) }],
        months: [{ month: "2026-11", stream: "plastic", grams: Grams(12_340) }],
      }),
    });
    const { data, text } = await answerTo(show, contextOn(store));
    expect(text.split("\n")).toEqual([
      "h012: 5 members, balance -0.05 QAM",
      "",
      "card                    since (UTC)       state",
      "kkkkkkkkkkkkkkkkkkkkkk  2026-11-22 12:00  blocked",
      "",
      "year  points",
      "2026  49.360",
      "",
      "month    stream      weight",
      "2026-11  plastic  12.340 kg",
    ]);
    expect(data).toMatchObject({ household: "h012", balanceMinorUnits: -5 });
  });

  it.each([
    ["1 member", 1, [sized("2026-03", 1)]],
    ["5 members (6 from 2026-12)", 5, [sized("2026-03", 5), sized("2026-12", 6)]],
    ["6 members", 6, [sized("2026-03", 5), sized("2026-11", 6)]],
    [
      "6 members (1 from 2026-12)",
      6,
      [sized("2026-03", 5), sized("2026-05", 6), sized("2026-12", 1)],
    ],
    ["5 members", 5, [sized("2027-01", 5)]], // the first size counts also before its month
  ])("says how many live there now, and from when on others: %s", async (said, members, sizes) => {
    const household = async () => ({ ...ROW, sizes });
    const { data, text } = await answerTo(show, contextOn(paperStore({ household })));
    expect(text).toMatch(`h012: ${said}, balance`);
    expect(data).toMatchObject({ members });
  });

  it("refuses one that there is not", async () => {
    const outcome = await execute({ actor: "amal", command: show }, contextOn(paperStore()));
    expect(outcome).toMatchObject({ problem: { code: "no-such-household" } });
  });
});
