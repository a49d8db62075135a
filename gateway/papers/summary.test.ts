import { describe, expect, it } from "vitest";
import { summaryOf } from "./summary.ts";
import { sampleIssuer, sampleYear } from "./year.fixture.ts";

const summary = summaryOf(sampleYear, { issuer: sampleIssuer, on: "2027-04-13" });

describe("summaryOf", () => {
  it("has a row for every household, with as much of its hash as an eye compares", () => {
    expect(summary.rows.map(([household, ...rest]) => [household, ...rest.slice(3, 6)])).toEqual([
      ["h001", "533.000", "11.40", "6.84"],
      ["h002", "120.000", "0.00", "0.00"],
      ["h003", "4300.000", "50.00", "90.01"],
    ]);
    expect(summary.rows.every((row) => row.at(-1)?.length === 10)).toBe(true);
  });

  it("totals what the year says, to the agora", () => {
    expect(summary.total.cells).toEqual(["4953.000", "", "96.85", ""]);
    expect(summary.total.label.en).toBe("Total of 3 households");
  });

  it("warns once of what one person decided alone, however many households it touches", () => {
    const statements = sampleYear.statements.map((one) => ({ ...one, singlePerson: ["t-1"] }));
    const { warnings } = summaryOf({ ...sampleYear, statements }, { issuer: sampleIssuer, on: "" });
    expect(warnings.map(({ en }) => en)).toEqual(["Decided by a single person: t-1"]);
  });
});
