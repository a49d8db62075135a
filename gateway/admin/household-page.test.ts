import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { paperDeposit, paperStore } from "../reports/paper-store.ts";
import type { Corrected } from "../store/corrected.ts";
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

const was = (reason: string, differing: Partial<Corrected> = {}): Corrected => {
  const { stream, grade, net, holder, credited, points } = paperDeposit();
  return { stream, grade, net, holder, credited, points, reason, ...differing };
};
const HELD = { holder: null, credited: null, points: null };
const DEPOSITS = [
  paperDeposit(),
  paperDeposit({ net: Grams(4_000), credited: MinorUnits(120), corrected: was("a stone") }),
  paperDeposit({ stream: "metal", corrected: was("seen", { ...HELD, grade: "B" }) }),
  paperDeposit({ holder: "household:h001", corrected: was("her bag") }),
  paperDeposit({ corrected: was("his bag", { holder: "household:h001" }) }),
  paperDeposit({ ...HELD, outcome: "held", reasons: ["card-proof"] }),
];

describe("household show", () => {
  const show = { kind: "household-show", household: "h012" } as const;

  it("is a page about the household", async () => {
    const { card } = paperDeposit();
    assert(card !== null, "the sample has a card");
    const store = paperStore({
      household: async () => ({
        ...ROW,
        balance: MinorUnits(-5),
        cards: [
          { card, since: utcTime(NOON), blocked: true, owesProof: true },
          { card, since: utcTime(NOON), blocked: false, owesProof: true },
          { card, since: utcTime(NOON), blocked: false, owesProof: false },
        ],
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
      "kkkkkkkkkkkkkkkkkkkkkk  2026-11-22 12:00  good, with its proof",
      "kkkkkkkkkkkkkkkkkkkkkk  2026-11-22 12:00  good",
      "",
      "year  points",
      "2026  49.360",
      "",
      "month    stream      weight",
      "2026-11  plastic  12.340 kg",
      "",
      "No deposit yet.",
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

  it("lists its latest deposits, with what a correction changed beside what holds now", async () => {
    const asked: [string, number][] = [];
    const store = paperStore({
      household: async () => ROW,
      householdDeposits: async (...given) => {
        asked.push(given);
        return DEPOSITS;
      },
    });
    const { data, text } = await answerTo(show, contextOn(store));
    expect(asked).toEqual([["h012", 20]]);
    expect(text.split("\n\n").at(-1)?.split("\n")).toEqual([
      "weighed     stream     weight            credit  corrected",
      "2026-11-22  plastic  4.320 kg              1.73",
      "2026-11-22  plastic  4.000 kg              1.20  was 1.73, now 1.20, 4.320 kg before (a stone)",
      "2026-11-22  metal    4.320 kg              1.73  was held, now 1.73, plastic before, grade B before (seen)",
      "2026-11-22  plastic  4.320 kg  -                 was 1.73, now of h001 (her bag)",
      "2026-11-22  plastic  4.320 kg              1.73  was 1.73, now 1.73, of h001 before (his bag)",
      "2026-11-22  plastic  4.320 kg  held: card-proof",
    ]);
    expect(data).toMatchObject({
      deposits: [
        { deposit: "beitillo/beitillo-01/3/1042", grams: 4_320, corrected: null },
        { creditedMinorUnits: 120, corrected: { creditedMinorUnits: 173, reason: "a stone" } },
        { household: "h012", corrected: { household: null, creditedMinorUnits: null } },
        { household: "h001", corrected: { household: "h012" } },
        { household: "h012", corrected: { household: "h001" } },
        { household: null, outcome: "held", reasons: ["card-proof"] },
      ],
    });
  });

  it("refuses one that there is not", async () => {
    const outcome = await execute({ actor: "amal", command: show }, contextOn(paperStore()));
    expect(outcome).toMatchObject({ problem: { code: "no-such-household" } });
  });
});
