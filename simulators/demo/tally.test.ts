import { describe, expect, it } from "vitest";
import type { CardId, Chain } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Receipted, Recorded } from "./messages.ts";
import { counted, noDeposits, openReceiptMatcher, type Receipt } from "./tally.ts";

const chain = "Zk3eZk3eZk3eZk3eZk3eZk" as Chain;
const card = "yC3kyC3kyC3kyC3kyC3kyC" as CardId;
const recorded: Recorded = {
  kind: "recorded",
  chain,
  seq: 7,
  card,
  stream: "plastic",
  net: Grams(4320),
};
const receipted: Receipted = {
  kind: "receipted",
  chain,
  seq: 7,
  outcome: "posted",
  reasons: [],
  credited: MinorUnits(173),
  points: MilliPoints(17_280),
};

function matched(...events: (Recorded | Receipted)[]): Receipt[] {
  const receipts: Receipt[] = [];
  const match = openReceiptMatcher((receipt) => receipts.push(receipt));
  for (const event of events) match("beitillo-01", event);
  return receipts;
}

describe("a deposit and its receipt", () => {
  it("are one line", () => {
    expect(matched(recorded, receipted)).toMatchObject([
      { station: "beitillo-01", stream: "plastic", net: 4320, credited: 173, outcome: "posted" },
    ]);
  });

  it("count once, however often the receipt comes", () => {
    expect(matched(recorded, receipted, receipted)).toHaveLength(1);
  });

  it("wait for the receipt that decides", () => {
    const deferred: Receipted = { ...receipted, outcome: "deferred", credited: null };
    expect(matched(recorded, deferred)).toEqual([]);
    expect(matched(recorded, deferred, receipted)).toHaveLength(1);
  });

  it("of another run are not this run's", () => {
    expect(matched(receipted)).toEqual([]);
    expect(matched({ ...recorded, seq: 6 }, receipted)).toEqual([]);
  });
});

describe("the tally", () => {
  it("adds up deposits, what they weigh and what they earn", () => {
    const [receipt] = matched(recorded, receipted);
    const held = receipt && { ...receipt, stream: "glass", credited: null, points: null };
    const tally = [receipt, receipt, held].reduce(
      (sum, it) => (it === undefined ? sum : counted(sum, it)),
      noDeposits,
    );
    expect(tally).toEqual({
      deposits: 3,
      gramsByStream: new Map([
        ["plastic", 8640],
        ["glass", 4320],
      ]),
      credited: 346,
      points: 34_560,
    });
  });
});
