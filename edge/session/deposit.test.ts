import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deposit } from "#contract/deposit.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import { depositOf } from "./deposit.ts";
import { A } from "./script.ts";

const frames = ["S S     12.340 kg", "S S     12.350 kg"];
const drop = {
  card: A,
  cardProof: null,
  stream: "plastic",
  grade: null,
  attendant: null,
  weight: {
    gross: Grams(12_350),
    tare: Grams(0),
    legal: true,
    samples: 2,
    spread: Grams(10),
    frames,
  },
};
const instrument = {
  id: "platform-1",
  division: Grams(10),
  max: Grams(60_000),
  zeroBand: null,
  class: "III",
  seal: null,
  verifiedUntil: EpochMs(Date.UTC(2027, 8, 1)),
  calibration: "2026-09-01",
} as const;

describe("depositOf", () => {
  it("is a deposit under the contract, with the hash of its frames", () => {
    const { data, window } = depositOf(drop, instrument, EpochMs(0));
    expect(deposit.parse(data)).toEqual(data);
    expect(Buffer.from(window ?? "").toString()).toBe("S S     12.340 kg\r\nS S     12.350 kg\r\n");
    expect(data).toMatchObject({ card: A, stream: "plastic", gross: 12_350, tare: 0, net: 12_350 });
    expect(data.scale).toEqual({
      id: "platform-1",
      division: 10,
      verified: true,
      samples: 2,
      spread: 10,
      calibration: "2026-09-01",
      window: createHash("sha256")
        .update(window ?? "")
        .digest("base64url"),
    });
  });

  it("takes what is not the visitor's off the weight", () => {
    const inBin = { ...drop, weight: { ...drop.weight, tare: Grams(12_000) } };
    const { data } = depositOf(inBin, instrument, EpochMs(0));
    expect(deposit.parse(data)).toMatchObject({ gross: 12_350, tare: 12_000, net: 350 });
  });

  it("claims no verification for a weight that the scale itself calls unfit for trade", () => {
    const unfit = { ...drop, weight: { ...drop.weight, legal: false } };
    expect(depositOf(unfit, instrument, EpochMs(0)).data.scale?.verified).toBe(false);
  });

  it("says who attended and what they found in the bag", () => {
    const { data } = depositOf({ ...drop, grade: "B", attendant: A }, instrument, EpochMs(0));
    expect(deposit.parse(data)).toMatchObject({ grade: "B", attendant: A, capture: "scale" });
  });

  it("has no scale where an attendant read the weight off a slip", () => {
    const weight = { gross: Grams(4320), tare: Grams(0), slip: "0417" };
    const { data, window } = depositOf(
      { ...drop, card: null, weight, attendant: A },
      instrument,
      EpochMs(0),
    );
    expect(deposit.parse(data)).toEqual(data);
    expect(data).toMatchObject({ capture: "manual", slip: "0417", net: 4320, scale: null });
    expect(window).toBeNull();
  });

  it("carries what the card proved", () => {
    const cardProof = { type: "ntag424-sun", picc: "0".repeat(32), cmac: "f".repeat(16) } as const;
    const { data } = depositOf({ ...drop, cardProof }, instrument, EpochMs(0));
    expect(deposit.parse(data).cardProof).toEqual(cardProof);
  });

  it.each([
    ["before the day", instrument.verifiedUntil - 1, true],
    ["on the day", instrument.verifiedUntil, false],
  ])("is verified until its day: %s", (_, now, verified) => {
    expect(depositOf(drop, instrument, EpochMs(now)).data.scale?.verified).toBe(verified);
  });

  it("is not verified where nobody says so", () => {
    const never = { ...instrument, verifiedUntil: null };
    expect(depositOf(drop, never, EpochMs(0)).data.scale?.verified).toBe(false);
  });
});
