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
    // Summer time begins at two, postponed for Ramadan: a day of 23 hours.
    ["2025-04-11T21:59:59.999Z", "2025-04-11"],
    ["2025-04-11T22:00:00.000Z", "2025-04-12"],
    ["2025-04-12T20:59:59.999Z", "2025-04-12"],
    ["2025-04-12T21:00:00.000Z", "2025-04-13"],
    // It ends: a day of 25 hours.
    ["2026-10-23T21:00:00.000Z", "2026-10-24"],
    ["2026-10-24T21:59:59.999Z", "2026-10-24"],
    ["2026-10-24T22:00:00.000Z", "2026-10-25"],
    // A day without a midnight: it begins at one.
    ["2022-03-26T21:59:59.999Z", "2022-03-26"],
    ["2022-03-26T22:00:00.000Z", "2022-03-27"],
    // At a month's border an hour comes twice: both are July.
    ["2011-07-31T20:30:00.000Z", "2011-07-31"],
    ["2011-07-31T21:30:00.000Z", "2011-07-31"],
    ["2011-07-31T22:00:00.000Z", "2011-08-01"],
    // A day that most years do not have.
    ["2028-02-28T22:00:00.000Z", "2028-02-29"],
    ["2028-02-29T22:00:00.000Z", "2028-03-01"],
  ])("%s is %s in the village", (utc, date) => {
    expect(at(utc)).toBe(date);
  });

  it("names the month and the year of a date", () => {
    expect([monthOf("2026-11-30"), yearOf("2026-11-30")]).toEqual(["2026-11", 2026]);
  });
});
