import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reliefStatement } from "#contract/relief-statement.ts";
import { MilliPoints } from "#contract/units.ts";
import { worthOf } from "../month/month.ts";
import { monthTerms, streamIn } from "../tariff/tariffs.ts";
import { facts, monthOf, part, tariff } from "./facts.fixture.ts";
import { lineOf } from "./line.ts";
import { statementOf } from "./statement.ts";

describe("any household's year", () => {
  const grams = fc.nat(40_000);
  const bag = fc.record({
    month: fc.constantFrom("2024-11", "2025-12", "2026-01", "2026-07"),
    stream: fc.constantFrom("plastic", "glass", "residual"),
    parts: fc.uniqueArray(
      fc.tuple(fc.constantFrom(2025, 2026, 2027), grams, grams).map((of) => part(...of)),
      { selector: ({ reliefYear }) => reliefYear },
    ),
  });
  const months = fc
    .uniqueArray(bag, { selector: ({ month, stream }) => `${month} ${stream}` })
    .map((all) => all.map(({ month, stream, parts }) => monthOf(month, stream, ...parts)));
  const carried = fc.nat(50_000).map((owed) => MilliPoints(-owed));

  it("is the sum of its lines and what was carried, and fits the contract", () => {
    fc.assert(
      fc.property(months, carried, (all, carriedMilliPoints) => {
        const statement = statementOf({ ...facts, months: all, carriedMilliPoints });
        const ofLines = statement.lines.reduce((sum, line) => sum + line.milliPoints, 0);
        expect(statement.milliPoints).toBe(ofLines + carriedMilliPoints);
        expect(statement.reliefMinorUnits).toBeLessThanOrEqual(6_000);
        expect(reliefStatement.parse(statement)).toEqual(statement);
      }),
    );
  });

  it("leaves of a month's worth nothing out and counts nothing twice", () => {
    const plastic = streamIn(tariff, "plastic");
    if (plastic === undefined) throw new Error("the example pays for plastic");
    fc.assert(
      fc.property(grams, grams, grams, grams, (a1, b1, a2, b2) => {
        const month = monthOf("2025-03", "plastic", part(2025, a1, b1), part(2026, a2, b2));
        const lines = [2025, 2026].map((year) => lineOf(month, { ...facts, year }));
        const together = part(2026, a1 + a2, b1 + b2);
        const worth = worthOf([together], monthTerms(tariff, plastic, 4)).points.get(2026);
        expect(lines.reduce((sum, line) => sum + line.milliPoints, 0)).toBe(worth);
        const paid = lines.reduce((sum, line) => sum + line.paidGramsA + line.paidGramsB, 0);
        expect(paid).toBe(Math.min(25_000, a1 + a2 + b1 + b2));
      }),
    );
  });
});
