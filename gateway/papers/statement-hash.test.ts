import { describe, expect, it } from "vitest";
import type { ReliefStatement } from "#contract/relief-statement.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import { statementHash } from "./statement-hash.ts";
import { sampleStatement } from "./year.fixture.ts";

const statement = sampleStatement("h001");
const [line, ...lines] = statement.lines;
const { fee } = statement;
if (line === undefined || fee === null) throw new Error("the sample has a line and a fee");

describe("statementHash", () => {
  it("is the same for the same data, in whatever order it was put together", () => {
    const reversed = Object.fromEntries(Object.entries(statement).reverse());
    expect(statementHash({ ...statement, ...reversed })).toBe(statementHash(statement));
    expect(statementHash(statement)).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, Partial<ReliefStatement>]>([
    ["a label", { lines: [{ ...line, label: { ar: "آخر", en: "other" } }, ...lines] }],
    ["a line's working", { lines: [{ ...line, working: { ar: "شرح", en: "why" } }, ...lines] }],
    ["a property's name", { fee: { ...fee, property: "دار أخرى" } }],
    ["a working", { workings: { ...statement.workings, points: { ar: "شرح", en: "why" } } }],
  ])("does not see %s, which only explains", (_, change) => {
    expect(statementHash({ ...statement, ...change })).toBe(statementHash(statement));
  });

  it.each<[string, Partial<ReliefStatement>]>([
    ["one gram", { lines: [{ ...line, recordedGrams: Grams(149_999) }, ...lines] }],
    ["one agora", { reliefMinorUnits: MinorUnits(685) }],
    ["a customer number", { fee: { ...fee, customer: "١٠٠١٧" } }],
    ["the missing of a fee account", { fee: null }],
    ["the curve's step", { step: { ...statement.step, from: { points: 400, percent: 10.01 } } }],
    ["who decided alone", { singlePerson: ["tariff-2026-1"] }],
    ["the journal's position", { position: 4712 }],
  ])("sees %s", (_, change) => {
    expect(statementHash({ ...statement, ...change })).not.toBe(statementHash(statement));
  });

  it("has a value even where a text is no well-formed Unicode", () => {
    const broken = { ...statement, fee: { ...fee, customer: "\ud800" } };
    expect(statementHash(broken)).toMatch(/^[\w-]{43}$/);
  });
});
