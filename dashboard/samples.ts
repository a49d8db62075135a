import type { LiveDeposit, LiveSnapshot } from "#contract/live.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";

/** For tests: what a gateway without deposits says. */
export const SNAPSHOT: LiveSnapshot = {
  v: 1,
  page: "one",
  scheme: "beitillo",
  currency: { code: "QAM", minorUnits: 2 },
  year: 2026,
  streams: [],
  deposits: [],
  relief: [],
};

/** For tests: 4.320 kg of plastic, in a month that holds 12.340 kg with it. */
export function sampleDeposit(differing: Partial<LiveDeposit> = {}): LiveDeposit {
  return {
    station: "beitillo-01",
    chainNumber: 3,
    seq: 1042,
    stream: "plastic",
    grade: "A",
    netGrams: Grams(4320),
    outcome: "posted",
    reasons: [],
    household: "h012",
    weighedOn: "2026-11-22",
    credited: MinorUnits(173),
    milliPoints: MilliPoints(17_280),
    working: {
      month: "2026-11",
      gramsA: Grams(12_340),
      gramsB: Grams(0),
      capGrams: Grams(25_000),
      paidGramsA: Grams(12_340),
      paidGramsB: Grams(0),
      gradeFactorB: 67,
      rateMinorUnitsPerKg: MinorUnits(40),
      pointsPerKg: 4,
      monthCredit: MinorUnits(494),
      monthMilliPoints: MilliPoints(49_360),
    },
    corrected: null,
    ...differing,
  };
}
