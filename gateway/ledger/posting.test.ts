import { describe, expect, it } from "vitest";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { balanced, earningPostings, netted, transfer } from "./posting.ts";

describe("what a deposit posts", () => {
  const earning = { station: "s1", stream: "plastic", holder: "household:h1", net: Grams(1_000) };
  const postings = earningPostings(
    {
      ...earning,
      credited: MinorUnits(40),
      points: new Map([
        [2026, MilliPoints(-500)],
        [2027, MilliPoints(4_000)],
      ]),
    },
    "QAM/2",
  );

  it("is grams to the bin, credit and points to the holder", () => {
    expect(postings.map(({ account, asset, amount }) => `${account} ${amount} ${asset}`)).toEqual([
      "household:h1 -1000 G/0:plastic",
      "bin:s1:plastic 1000 G/0:plastic",
      "issuance:plastic -40 QAM/2",
      "household:h1 40 QAM/2",
      "municipality:relief:2026 500 RLF/3",
      "household:h1:relief:2026 -500 RLF/3",
      "municipality:relief:2027 -4000 RLF/3",
      "household:h1:relief:2027 4000 RLF/3",
    ]);
  });

  it("is nothing for an asset of which there is none", () => {
    const none = { ...earning, credited: MinorUnits(0), points: new Map() };
    expect(earningPostings(none, "QAM/2").map(({ asset }) => asset)).toEqual([
      "G/0:plastic",
      "G/0:plastic",
    ]);
  });
});

describe("netted", () => {
  it("adds up each account's asset, and leaves out what comes to nothing", () => {
    const there = transfer("QAM/2", 40, "a", "b");
    const back = transfer("QAM/2", 40, "b", "c");
    expect(netted([...there, ...back])).toEqual(transfer("QAM/2", 40, "a", "c"));
    expect(netted([...there, ...transfer("QAM/2", 40, "b", "a")])).toEqual([]);
  });
});

describe("balanced", () => {
  it("refuses what does not sum to zero in each asset alone", () => {
    const crossed = [
      { account: "a", asset: "QAM/2", amount: -40 },
      { account: "b", asset: "RLF/3", amount: 40 },
    ];
    expect(() => balanced(crossed)).toThrow("QAM/2 does not sum to zero: -40");
  });
});
