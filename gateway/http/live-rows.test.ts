import { describe, expect, it } from "vitest";
import { liveDeposit } from "#contract/live.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import { paperDeposit } from "../reports/paper-store.ts";
import { liveDepositOf } from "./live-rows.ts";

describe("a deposit on the page", () => {
  const { stream, grade, net, holder, credited, points } = paperDeposit();
  const was = { stream, grade, net, holder, credited, points, reason: "Umm Ali's stone" };

  it("tells what it was before it was corrected, and not why", () => {
    const now = { net: Grams(4_000), credited: MinorUnits(160), corrected: was };
    const shown = liveDeposit.parse(liveDepositOf(paperDeposit(now)));
    expect(shown).toMatchObject({
      ...{ netGrams: 4_000, credited: 160 },
      corrected: { netGrams: 4_320, credited: 173, milliPoints: 17_280 },
    });
    expect(JSON.stringify(shown)).not.toContain("stone");
  });

  it("had no credit before people released it", () => {
    const corrected = { ...was, holder: null, credited: null, points: null };
    const shown = liveDeposit.parse(liveDepositOf(paperDeposit({ corrected })));
    expect(shown.corrected).toEqual({ netGrams: 4_320, credited: null, milliPoints: null });
  });

  it("is as it was decided where nobody has corrected it", () => {
    expect(liveDepositOf(paperDeposit()).corrected).toBeNull();
  });
});
