import { describe, expect, it } from "vitest";
import * as z from "zod";
import { fitsContract, instrumentFields, instrumentOf, weighingConfig } from "./config.ts";

const instrument = z.strictObject(instrumentFields);
const good = { id: "platform-1", division: 10, max_grams: 60_000, calibration: "2026-09-01" };

describe("instrumentFields", () => {
  it("take a date as text and as TOML's local date", () => {
    const asText = instrument.parse({ ...good, verified_until: "2027-09-01" });
    const asDate = instrument.parse({ ...good, verified_until: new Date("2027-09-01") });
    expect(asText.verified_until).toBe("2027-09-01");
    expect(asDate).toEqual(asText);
  });

  it("make an instrument whose zero is half a division wide, and which is verified when a day is given", () => {
    expect(instrumentOf(instrument.parse(good))).toEqual({
      id: "platform-1",
      division: 10,
      max: 60_000,
      zeroBand: 5,
      verifiedUntil: null,
      calibration: "2026-09-01",
    });
    const verified = instrument.parse({ ...good, zero_grams: 2, verified_until: "2027-09-01" });
    expect(instrumentOf(verified)).toMatchObject({
      zeroBand: 2,
      verifiedUntil: Date.UTC(2027, 8, 1),
    });
  });

  it.each([
    ["an id that a station cannot sign", { id: "ميزان" }],
    ["no division", { division: 0 }],
    ["a date that is none", { verified_until: "2027-02-30" }],
    ["an unknown key", { divison: 10 }],
  ])("refuse %s", (_, change) => {
    expect(instrument.safeParse({ ...good, ...change }).success).toBe(false);
  });
});

describe("weighingConfig", () => {
  it("has a window of a second and a half where nothing is said", () => {
    expect(weighingConfig.parse({})).toEqual({ windowMs: 1500 });
  });

  it.each([499, 10_001, 1500.5])("refuses a window of %d ms", (window_ms) => {
    expect(weighingConfig.safeParse({ window_ms }).success).toBe(false);
  });
});

describe("fitsContract", () => {
  it.each([
    [1_999_910, 10, true],
    [1_999_911, 10, false],
  ])("a scale of %i g by %i g: %s", (max_grams, division, fits) => {
    expect(fitsContract({ max_grams, division })).toBe(fits);
  });
});
