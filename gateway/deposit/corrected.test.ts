import { describe, expect, it } from "vitest";
import { deposit as depositSchema } from "#contract/deposit.ts";
import { Grams } from "#contract/units.ts";
import { correctedDeposit, depositByHand } from "./corrected.ts";

const attendant = `${"k".repeat(21)}A`;
const weighed = depositSchema.parse({
  ...{ card: null, cardProof: null, stream: "plastic", grade: "B", slip: null, attendant },
  ...{ gross: 1_360, tare: 360, net: 1_000, capture: "manual", scale: null },
});

describe("correctedDeposit", () => {
  it("keeps what nobody corrects", () => {
    expect(correctedDeposit(weighed, { strikeOut: false })).toEqual(weighed);
  });

  it("takes other grams for net, over the same tare", () => {
    const corrected = correctedDeposit(weighed, { strikeOut: false, net: Grams(800) });
    expect(corrected).toEqual({ ...weighed, net: 800, gross: 1_160 });
  });

  it("takes another grade and stream", () => {
    const other = { grade: "A", stream: "glass" } as const;
    const corrected = correctedDeposit(weighed, { strikeOut: false, ...other });
    expect(corrected).toEqual({ ...weighed, ...other });
  });
});

describe("depositByHand", () => {
  const said = { net: Grams(800), stream: "glass", household: "h012", weighedOn: "2026-11-22" };

  it("is what people say, weighed by nothing", () => {
    const made = depositByHand({ strikeOut: false, ...said });
    const value = { net: 800, gross: 800, tare: 0, stream: "glass", grade: null, scale: null };
    expect(made).toMatchObject({ ok: true, value: { ...value, capture: "manual" } });
  });

  it("has the grade that they say", () => {
    const made = depositByHand({ strikeOut: false, ...said, grade: "C" });
    expect(made).toMatchObject({ value: { grade: "C" } });
  });

  it.each(["net", "stream", "household", "weighedOn"] as const)(
    "is none without its %s",
    (name) => {
      const { [name]: _, ...rest } = said;
      const made = depositByHand({ strikeOut: false, ...rest });
      expect(made).toEqual({
        ok: false,
        problem: expect.stringMatching(/^Nothing of it can be read/),
      });
    },
  );
});
