import { describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { localDates, monthOf, yearOf } from "./calendar.ts";

const dateOf = localDates("Asia/Hebron");
const at = (utc: string) => dateOf(EpochMs(Date.parse(utc)));

describe("localDates", () => {
  it.each([
    ["2026-11-30T21:59:59.999Z", "2026-11-30"], // winter time, two hours ahead
    ["2026-11-30T22:00:00.000Z", "2026-12-01"],
    ["2026-07-31T20:59:59.999Z", "2026-07-31"], // summer time, three hours ahead
    ["2026-07-31T21:00:00.000Z", "2026-08-01"],
    ["1970-01-01T00:00:00.000Z", "1970-01-01"],
  ])("%s is %s in the village", (utc, date) => {
    expect(at(utc)).toBe(date);
  });

  it("names the month and the year of a date", () => {
    expect([monthOf("2026-11-30"), yearOf("2026-11-30")]).toEqual(["2026-11", 2026]);
  });
});
