import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Grams, MinorUnitsPerKilogram, PointsPerKilogram } from "#contract/units.ts";
import { parseTariff } from "./document.ts";
import {
  checkPublication,
  checkWithdrawal,
  monthTerms,
  pays,
  streamIn,
  tariffIn,
} from "./tariffs.ts";

const example = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
const parsed = parseTariff(example);
if (!parsed.ok) throw new Error(parsed.problem.message);
const tariff = parsed.value;
const from = (validFrom: string) => ({ ...tariff, id: `t-${validFrom}`, validFrom });

describe("the tariff in force", () => {
  const published = [from("2026-03"), from("2026-01"), from("2027-01")];
  it.each([
    ["2025-12", null],
    ["2026-01", "t-2026-01"],
    ["2026-02", "t-2026-01"],
    ["2026-03", "t-2026-03"],
    ["2026-12", "t-2026-03"],
    ["2027-06", "t-2027-01"],
  ])("in %s is %s", (month, id) => {
    expect(tariffIn(month, published)?.id ?? null).toBe(id);
  });
});

describe("what it pays", () => {
  const plastic = streamIn(tariff, "plastic");
  if (plastic === undefined) throw new Error("the example pays for plastic");

  it("follows the household's size", () => {
    expect(monthTerms(tariff, plastic, 9).cap).toBe(46_875);
    expect(monthTerms(tariff, plastic, null).cap).toBe(25_000);
  });

  it("stops where the council switched a ledger off", () => {
    const off = { ...tariff, ledgers: { credits: false, points: true } };
    expect(monthTerms(off, plastic, 5)).toMatchObject({ rate: 0, pointsPerKg: 4 });
    expect(pays(monthTerms(off, plastic, 5))).toBe(true);
    const creditsAlone = { ...tariff, ledgers: { credits: true, points: false } };
    expect(monthTerms(creditsAlone, plastic, 5)).toMatchObject({ rate: 40, pointsPerKg: 0 });
    expect(pays(monthTerms(creditsAlone, plastic, 5))).toBe(true);
    const neither = { ...tariff, ledgers: { credits: false, points: false } };
    expect(pays(monthTerms(neither, plastic, 5))).toBe(false);
  });
});

describe("a stream", () => {
  it.each([
    [0, 0, false],
    [1, 0, true],
    [0, 1, true],
  ])("of %i minor units and %i points a kilogram pays: %s", (rate, points, paid) => {
    const per = { rate: MinorUnitsPerKilogram(rate), pointsPerKg: PointsPerKilogram(points) };
    expect(pays({ ...per, gradeFactors: { A: 100, B: 67 }, cap: null })).toBe(paid);
  });
});

describe("publishing", () => {
  it.each([
    ["the first, from this month on", "2026-11", [], true],
    ["the first, later", "2027-02", [], true],
    ["the first, too late", "2026-10", [], false],
    ["the next, before it begins", "2026-12", [from("2026-01")], true],
    ["the next, within its month", "2026-11", [from("2026-01")], false],
    ["a second for the same month", "2027-01", [from("2027-01")], false],
  ])("%s (%s)", (_, validFrom, published, accepted) => {
    const document = { ...from(validFrom), id: "new" };
    expect(checkPublication(document, published, "2026-11").ok).toBe(accepted);
  });

  it.each([
    ["an id", { ...from("2027-01"), id: "t-2026-01" }, "the id t-2026-01"],
    ["a month", { ...from("2026-01"), id: "new" }, "a beginning in 2026-01"],
  ])("refuses %s that is taken, and says by which", (_, twin, what) => {
    const message = expect.stringContaining(`Tariff t-2026-01 already has ${what}`);
    const refused = checkPublication(twin, [from("2026-01")], "2026-11");
    expect(refused).toMatchObject({ problem: { code: "tariff-overlaps", message } });
  });
});

describe("withdrawing", () => {
  const published = [from("2026-01"), from("2026-12")];

  it.each([
    ["2026-11", true],
    ["2026-12", false],
    ["2027-01", false],
  ])("in %s, one that begins in 2026-12: %s", (thisMonth, accepted) => {
    expect(checkWithdrawal("t-2026-12", published, thisMonth).ok).toBe(accepted);
  });

  it.each([
    [published, "t-2026-01, t-2026-12."],
    [[], "none."],
  ])("refuses one that was never published, and lists which were", (tariffs, known) => {
    const message = `There is no tariff t-2; published: ${known}`;
    const problem = { code: "no-such-tariff", message };
    expect(checkWithdrawal("t-2", tariffs, "2026-11")).toEqual({ ok: false, problem });
  });
});

describe("parseTariff", () => {
  it("reads the example of the docs", () => {
    expect(tariff).toMatchObject({ gradeFactors: { A: 100, B: 67 }, verifiedScaleDemanded: false });
    expect(plasticCap()).toBe(Grams(25_000));
  });
  const plasticCap = () => streamIn(tariff, "plastic")?.monthCapGrams;

  it.each([
    ["rate_minor_units_per_kg = 40", "rate_minor_units_per_kg = -1", /rate_minor_units_per_kg/],
    ["rate_minor_units_per_kg = 40", "rate_minor_units_per_kg = 0.4", /rate_minor_units_per_kg/],
    ["rate_minor_units_per_kg = 40", "rate_minor_units_per_kg = 10001", /rate_minor_units_per_kg/],
    ["max_grams = 10000", "max_grams = 25001", /max_grams is above month_cap_grams/],
    ["A = 100, B = 67", "A = 60, B = 67", /grade A must earn at least/],
    ['stream = "plastic"', 'stream = "paper"', /a stream is listed twice/],
    ['stream = "plastic"', 'stream = "Plastic!"', /stream/],
    ["points_per_kg = 4", "points_per_kg = 4\ncolour = 1", /unknown key colour/],
    ["valid_from = ", "valid_form = ", /valid_from/],
    ["valid_from = ", "validFrom = ", /^unknown key validFrom: write valid_from/],
    ["min_grams = 500", "minGrams = 500", /^unknown key minGrams: write min_grams/],
    ["[ledgers]", "[ledgers", /^Line \d+ is not TOML/],
  ])("refuses %s turned into %s", (good, bad, message) => {
    expect(example).toContain(good);
    const refused = parseTariff(example.replace(good, bad));
    expect(refused.ok ? "" : refused.problem.message).toMatch(message);
  });
});
