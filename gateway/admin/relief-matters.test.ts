import { describe, expect, it } from "vitest";
import { type CardId, utcTime } from "#contract/ids.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import { sampleYear } from "../papers/year.fixture.ts";
import { paperDeposit } from "../reports/paper-store.ts";
import { LISTED, type YearReview } from "../store/year-review.ts";
import { mattersOf } from "./relief-matters.ts";
import { NOON } from "./sample-folder.ts";

const none = { count: 0, first: [] };
const nothing: YearReview = {
  ...{ held: none, disputed: none, late: none, unverified: none },
  ...{ entered: none, unclaimed: none },
};
const matter = (code: string, review = nothing, year = sampleYear) =>
  mattersOf(year, review).find((one) => one.code === code);

describe("mattersOf", () => {
  it("tells a deposit by its id, its day, its weight and why", () => {
    const row = paperDeposit({ outcome: "held", reasons: ["too-heavy", "unknown-card"] });
    const undated = paperDeposit({ date: null, reasons: ["no-time"] });
    const held = { count: 7, first: [row, undated] };
    expect(matter("held", { ...nothing, held })).toMatchObject({
      count: 7,
      first: [
        "beitillo/beitillo-01/3/1042  2026-11-22  plastic 4.320 kg  too-heavy, unknown-card",
        "beitillo/beitillo-01/3/1042  undated  plastic 4.320 kg  no-time",
      ],
    });
  });

  const named = {
    deposit: "beitillo/beitillo-01/3/1042",
    date: "2026-11-22",
    bag: { stream: "plastic", net: Grams(4_320) },
  };

  it("tells a dispute by what the deposit is now, since when, and what the household says", () => {
    const noted = { since: utcTime(NOON), by: "amal", reason: "it was 4.5 kg" };
    const unreadable = { ...named, date: null, bag: null };
    const first = [
      { ...named, ...noted },
      { ...unreadable, ...noted },
    ];
    expect(matter("disputed", { ...nothing, disputed: { count: 2, first } })).toMatchObject({
      title: "Disputed deposits, which do not keep the year from being closed",
      count: 2,
      first: [
        "beitillo/beitillo-01/3/1042  2026-11-22  plastic 4.320 kg  since 2026-11-22: it was 4.5 kg",
        "beitillo/beitillo-01/3/1042  undated  unreadable  since 2026-11-22: it was 4.5 kg",
      ],
    });
  });

  it("tells a late deposit with the year for which it counts", () => {
    const late = { count: 1, first: [{ ...named, reliefYear: 2027 }] };
    expect(matter("late", { ...nothing, late })).toMatchObject({
      count: 1,
      first: ["beitillo/beitillo-01/3/1042  2026-11-22  plastic 4.320 kg  counts for 2027"],
    });
  });

  it("lists what people look at, the most urgent first", () => {
    expect(mattersOf(sampleYear, nothing).map(({ code }) => code)).toEqual([
      ...["held", "disputed", "late", "unverified-scale", "manual-entry", "unclaimed"],
      ...["earlier-years", "no-fee-account"],
    ]);
  });

  it("tells what was entered by hand by its slip, by whom and why", () => {
    const row = {
      ...{ station: "beitillo-01", slip: "A-17", date: "2026-11-20", stream: "plastic" },
      ...{ net: Grams(4_320), holder: "household:h012", reasons: ["over-cap"] },
      ...{ actor: "amal", approver: "basma", reason: "no power" },
    };
    const entered = { count: 2, first: [row, { ...row, reasons: [], approver: null }] };
    const line = "beitillo/beitillo-01/manual/A-17  2026-11-20  plastic 4.320 kg  household:h012";
    expect(matter("manual-entry", { ...nothing, entered })?.first).toEqual([
      `${line}, over-cap, by amal and basma: no power`,
      `${line}, by amal: no power`,
    ]);
  });

  it("tells a card with the points that lapse", () => {
    const card = "k".repeat(22) as CardId;
    const unclaimed = { count: 1, first: [{ card, points: MilliPoints(8_500) }] };
    expect(matter("unclaimed", { ...nothing, unclaimed })?.first).toEqual([
      `${card}  8.500 points`,
    ]);
  });

  it("finds lines of earlier years and households without a fee account in the year itself", () => {
    expect(matter("earlier-years")).toMatchObject({
      count: 1,
      first: ["h001  2026-04 organic  133.000 points"],
    });
    expect(matter("no-fee-account")).toMatchObject({ count: 1, first: ["h002"] });
  });

  it("counts all and names as many as a person reads at once", () => {
    const [one] = sampleYear.statements.filter(({ fee }) => fee === null);
    const statements = one === undefined ? [] : Array.from({ length: LISTED + 5 }, () => one);
    const found = matter("no-fee-account", nothing, { ...sampleYear, statements });
    expect([found?.count, found?.first.length]).toEqual([LISTED + 5, LISTED]);
  });
});
