import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { chargeLinesCsv } from "./charge-lines-csv.ts";
import { csvOf } from "./csv.ts";
import { statementHash } from "./statement-hash.ts";
import { statementsCsv } from "./statements-csv.ts";
import { sampleStatement, sampleYear } from "./year.fixture.ts";

const hashOf = (household: "h001" | "h002" | "h003") => statementHash(sampleStatement(household));
const linesOf = (csv: string) => csv.split("\r\n");

describe("csvOf", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+972", "'+972"],
    ["-5", "'-5"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["دار، بيت", "دار، بيت"],
    ['a"b', '"a""b"'],
    ["a,b", '"a,b"'],
    [-5, "-5"],
    [null, ""],
  ])("writes %j as %s", (value, field) => {
    expect(csvOf(["a", "b"], [{ a: value, b: 0 }])).toBe(`\ufeffa,b\r\n${field},0\r\n`);
  });

  it("writes agorot as shekels, those below zero too", () => {
    expect(csvOf(["a", "b"], [{ a: -250n, b: 5n }])).toBe("\ufeffa,b\r\n-2.50,0.05\r\n");
  });

  it("lets no text begin as a formula", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [, field = ""] = csvOf(["a"], [{ a: text }]).split("\r\n");
        expect(field).not.toMatch(/^"?[=+@\t-]/);
      }),
    );
  });
});

describe("statementsCsv", () => {
  const [heading = "", ...rows] = linesOf(statementsCsv(sampleYear));

  it("has one row per household, under one heading, and ends its last line", () => {
    expect(heading).toMatch(/^\ufeffhousehold,year,state,position,rule,recorded_grams,/);
    expect(rows.map((row) => row.slice(0, 4))).toEqual(["h001", "h002", "h003", ""]);
  });

  it("has a statement's figures, and a formula for a name only as text", () => {
    expect(rows[0]).toBe(
      "h001,2026,closed,4711,relief-2026,243500,0,533000,,533,11.40,F-17,10017," +
        `"'=HYPERLINK(""x"") #panic() *دار*",2027,120.00,2,0.00,6.84,,${hashOf("h001")}`,
    );
  });

  it("leaves the fields of a fee account empty where there is none", () => {
    expect(rows[1]).toContain(",120,0.00,,,,,,,,0.00,,");
  });

  it("says which decisions one person took alone", () => {
    expect(rows[2]).toContain(`,250.00,90.01,tariff-2026-1,${hashOf("h003")}`);
  });
});

describe("chargeLinesCsv", () => {
  it("has one row per household with a fee account, and its relief to the agora", () => {
    expect(linesOf(chargeLinesCsv(sampleYear))).toEqual([
      "\ufeffcustomer,fee_account,fee_year,relief_ils,household,statement_hash",
      `10017,F-17,2027,6.84,h001,${hashOf("h001")}`,
      `10018,F-18,2027,90.01,h003,${hashOf("h003")}`,
      "",
    ]);
  });

  it("adds up to the relief of the year, to the agora", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000)), (agorot) => {
        const statements = agorot.map((relief) => ({
          ...sampleStatement("h001"),
          reliefMinorUnits: MinorUnits(relief),
        }));
        const [, ...rows] = linesOf(chargeLinesCsv({ ...sampleYear, statements })).slice(0, -1);
        const charged = rows.map((row) => Number(row.split(",")[3]?.replace(".", "")));
        expect(charged).toEqual(agorot);
      }),
    );
  });
});
