import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  faultsOfInstrument,
  instrumentFields,
  instrumentOf,
  weighingBy,
  weighingConfig,
} from "./config.ts";

const instrument = z.strictObject(instrumentFields);
const good = { id: "platform-1", division: 10, max_grams: 60_000, calibration: "2026-09-01" };

describe("instrumentFields", () => {
  it("take a date as text and as TOML's local date", () => {
    const asText = instrument.parse({ ...good, verified_until: "2027-09-01" });
    const asDate = instrument.parse({ ...good, verified_until: new Date("2027-09-01") });
    expect(asText.verified_until).toBe("2027-09-01");
    expect(asDate).toEqual(asText);
  });

  it("make an instrument which is verified when a day is given", () => {
    expect(instrumentOf(instrument.parse(good))).toEqual({
      id: "platform-1",
      division: 10,
      max: 60_000,
      zeroBand: null,
      class: "III",
      seal: null,
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
    expect(weighingConfig.parse({})).toMatchObject({ windowMs: 1500, mode: "platform" });
  });

  it("hurries no load where nothing is said, and never has a longer window for one that is", () => {
    expect(weighingConfig.parse({ window_ms: 6000 })).toMatchObject({ fastestMs: 6000 });
    const hurried = { window_ms: 6000, fastest_ms: 3500 };
    expect(weighingConfig.parse(hurried)).toMatchObject({ windowMs: 6000, fastestMs: 3500 });
    expect(weighingConfig.safeParse({ fastest_ms: 1501 }).error?.message).toMatch(/longer than/);
  });

  it.each([499, 10_001, 1500.5])("refuses a window of %d ms", (window_ms) => {
    expect(weighingConfig.safeParse({ window_ms }).success).toBe(false);
  });
});

describe("weighingConfig of a bin", () => {
  it.each([
    ["without the weight of the empty bin", { mode: "bin" }],
    ["with the empty bin's weight, but no bin", { empty_bin_grams: 12_000 }],
    ["with a zero of its own", { mode: "bin", empty_bin_grams: 0, zero_tracking_grams: 10 }],
  ])("is refused %s", (_, section) => {
    expect(weighingConfig.safeParse(section).success).toBe(false);
  });
});

describe("weighingBy", () => {
  const scale = instrumentOf(instrument.parse(good));
  const bin = weighingConfig.parse({ mode: "bin", empty_bin_grams: 12_000 });

  it("gives a platform half a division to either side of zero, and a bin two", () => {
    expect(weighingBy(scale, weighingConfig.parse({})).zeroBand).toBe(5);
    expect(weighingBy(scale, bin).zeroBand).toBe(20);
  });

  it("has no bin take less than a division for nothing", () => {
    const set = instrumentOf(instrument.parse({ ...good, zero_grams: 2 }));
    expect(weighingBy(set, bin).zeroBand).toBe(10);
    expect(weighingBy(set, weighingConfig.parse({})).zeroBand).toBe(2);
  });

  it("goes by what the config says", () => {
    const set = instrumentOf(instrument.parse({ ...good, zero_grams: 12 }));
    expect(weighingBy(set, bin)).toMatchObject({ zeroBand: 12, mode: "bin", max: 60_000 });
  });
});

describe("faultsOfInstrument", () => {
  it.each([
    [{}, []],
    [{ division: 200, max_grams: 4000 }, []],
    [{ max_grams: 1_999_910 }, []],
    [{ max_grams: 1_999_911 }, ["max_grams"]],
    [{ division: 7 }, ["division"]],
    [{ division: 25 }, ["division"]],
    [{ max_grams: 199 }, ["max_grams"]],
    [{ zero_grams: 1200 }, []],
    [{ zero_grams: 1201 }, ["zero_grams"]],
  ])("of %j: %j", (change, keys) => {
    const faults = faultsOfInstrument(instrument.parse({ ...good, ...change }));
    expect(faults.map(({ key }) => key)).toEqual(keys);
  });
});
