import { describe, expect, it } from "vitest";
import { deposit as depositSchema } from "#contract/deposit.ts";
import { utcTime } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import type { TariffDocument } from "../journal/tariff-document.ts";
import { parseTariff } from "../tariff/document.ts";
import { type DepositFacts, decideDeposit } from "./decide-deposit.ts";

const card = `${"k".repeat(21)}A`;

/** A bag of 1 kg of plastic, on a verified scale of 10 g. */
const bag = (differing: object = {}) => {
  const { net = 1_000, ...more } = differing as { net?: number };
  return depositSchema.parse({
    ...{ card, cardProof: null, stream: "plastic", grade: null, slip: null, attendant: null },
    ...{ gross: net, tare: 0, net, capture: "scale", scale: scale() },
    ...more,
  });
};
const scale = (differing: object = {}) => ({
  ...{ id: "platform-1", division: 10, verified: true, samples: 12, spread: 0 },
  ...{ calibration: "2026-09-01", window: `${"w".repeat(42)}A` },
  ...differing,
});

const tariff = (differing: Partial<TariffDocument> = {}): TariffDocument => {
  const parsed = parseTariff(`
    id = "t"
    valid_from = "2026-11"
    verified_scale_demanded = false
    decision = { number = "7/2026", date = "2026-10-20" }
    ledgers = { credits = true, points = true }
    grade_factors = { A = 100, B = 67 }
    streams = [
      { stream = "plastic", label = { ar = "p", en = "p" }, rate_minor_units_per_kg = 40,
        points_per_kg = 4, min_grams = 500, max_grams = 10000, month_cap_grams = 25000 },
      { stream = "aluminium", label = { ar = "a", en = "a" }, rate_minor_units_per_kg = 250,
        points_per_kg = 5, min_grams = 200, attended_only = true },
      { stream = "textiles", label = { ar = "t", en = "t" }, rate_minor_units_per_kg = 0,
        points_per_kg = 2, min_grams = 500 },
      { stream = "residual", label = { ar = "r", en = "r" }, rate_minor_units_per_kg = 0,
        points_per_kg = 0, min_grams = 500 },
    ]`);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { ...parsed.value, ...differing };
};

const facts = (differing: Partial<DepositFacts> = {}): DepositFacts => ({
  chainRevoked: false,
  weighing: { time: utcTime(Date.UTC(2026, 10, 22, 8)), date: "2026-11-22", from: "stamp" },
  cardBlocked: false,
  cardInDoubt: false,
  relief: { year: 2026, lapsed: false, verifiedOnly: false },
  holder: { account: "household:h012", members: 4 },
  tariff: tariff(),
  month: [],
  ...differing,
});

const month = (a: number, b = 0) => {
  const grams = { a: Grams(a), b: Grams(b) };
  return [{ reliefYear: 2026, credit: grams, points: grams }];
};

describe("decideDeposit", () => {
  it.each<[string, object, Partial<DepositFacts>, number, number]>([
    ["", {}, {}, 40, 4_000],
    ["", { grade: "A" }, {}, 40, 4_000],
    ["", { grade: "B" }, {}, 27, 2_680],
    ["", { net: 500 }, {}, 20, 2_000],
    ["below-minimum", { net: 499 }, {}, 0, 0],
    ["", { scale: scale({ division: 50 }) }, {}, 40, 4_000], // 20 divisions
    ["below-minimum", { net: 999, scale: scale({ division: 50 }) }, {}, 0, 0],
    ["grade-c", { grade: "C" }, {}, 0, 0],
    ["below-minimum grade-c", { net: 499, grade: "C" }, {}, 0, 0],
    ["", {}, { month: month(24_000) }, 40, 4_000], // up to the cap
    ["over-cap", { net: 1_001 }, { month: month(24_000) }, 40, 4_000],
    ["over-cap", {}, { month: month(25_000) }, 0, 0],
    ["over-cap", {}, { month: month(0, 25_000) }, 13, 1_320], // A takes the place of B
    ["grade-c", { grade: "C" }, { month: month(25_001) }, 0, 0],
    ["", {}, { month: month(25_000), holder: { account: "household:h1", members: 5 } }, 40, 4_000],
    ["", { stream: "textiles" }, {}, 0, 2_000],
    ["not-paid", { stream: "residual" }, {}, 0, 0],
    ["not-paid", {}, { tariff: null }, 0, 0],
    ["not-paid", { net: 100_000 }, { tariff: null }, 0, 0],
    ["below-minimum not-paid", { net: 199 }, { tariff: null }, 0, 0], // 20 divisions
    ["unclaimed", {}, { holder: { account: "unclaimed:x", members: null } }, 40, 4_000],
    ["", { stream: "aluminium", attendant: card }, {}, 250, 5_000],
    ["", { scale: scale({ verified: false }) }, {}, 40, 4_000],
    [
      "unverified-scale",
      { scale: scale({ verified: false }) },
      { tariff: tariff({ verifiedScaleDemanded: true }) },
      40,
      0,
    ],
    ["", {}, { tariff: tariff({ verifiedScaleDemanded: true }) }, 40, 4_000],
    ["", {}, { tariff: tariff({ ledgers: { credits: true, points: false } }) }, 40, 0],
    ["not-paid", {}, { tariff: tariff({ ledgers: { credits: false, points: false } }) }, 0, 0],
  ])("posts '%s': %o, %o", (reasons, differing, known, credited, points) => {
    const posted = decideDeposit(bag(differing), facts(known));
    expect(posted).toMatchObject({ outcome: "posted", credited });
    expect(posted.reasons.join(" ")).toBe(reasons);
    const earned = posted.outcome === "posted" ? [...posted.points] : [];
    expect(earned).toEqual(points === 0 ? [] : [[2026, points]]);
  });

  it.each<[string, object, Partial<DepositFacts>]>([
    ["chain-revoked", {}, { chainRevoked: true }],
    ["clock-implausible", {}, { weighing: null, tariff: null }],
    ["stream-not-accepted", { stream: "batteries" }, {}],
    ["stream-not-accepted", { stream: "aluminium" }, {}],
    ["card-blocked", {}, { cardBlocked: true }],
    ["card-proof", {}, { cardInDoubt: true }],
    ["manual-entry", { capture: "manual", scale: null, attendant: card }, {}],
    ["weight-implausible", { net: 10_001 }, {}],
    [
      "card-blocked manual-entry weight-implausible",
      { net: 10_001, capture: "manual", scale: null, attendant: card },
      { cardBlocked: true },
    ],
  ])("holds for %s: %o", (reasons, differing, known) => {
    const held = decideDeposit(bag(differing), facts(known));
    expect([held.outcome, held.reasons.join(" ")]).toEqual(["held", reasons]);
  });

  it("takes what weighs as much as the maximum", () => {
    expect(decideDeposit(bag({ net: 10_000 }), facts())).toMatchObject({ credited: 400 });
  });

  it.each([
    ["nothing of the cap", bag({ grade: "C" })],
    ["nothing of the cap", bag({ net: 499 })],
    ["nothing of the cap", bag({ stream: "residual" })],
  ])("uses %s for what earns nothing", (_, deposit) => {
    expect(decideDeposit(deposit, facts())).toMatchObject({ month: [] });
  });

  it("counts points for the year whose cut-off the deposit met", () => {
    const late = decideDeposit(
      bag(),
      facts({ relief: { year: 2027, lapsed: false, verifiedOnly: false }, month: month(24_500) }),
    );
    expect(late).toMatchObject({ credited: 20, points: new Map([[2027, 2_000]]) });
  });

  it("gives a card claimed too late for the year its credit alone", () => {
    const relief = { year: 2026, lapsed: true, verifiedOnly: false };
    const decided = decideDeposit(bag(), facts({ relief }));
    expect(decided).toMatchObject({ credited: 40, points: new Map() });
  });

  it("gives no points for an unverified weight where the year's rule demands another", () => {
    const relief = { year: 2026, lapsed: false, verifiedOnly: true };
    const decided = decideDeposit(bag({ scale: scale({ verified: false }) }), facts({ relief }));
    expect(decided).toMatchObject({ credited: 40, reasons: ["unverified-scale"] });
    expect(decided).toMatchObject({ points: new Map() });
  });
});
