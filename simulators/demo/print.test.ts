import { describe, expect, it } from "vitest";
import type { CardId, Chain } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import { parseDemoArgs } from "./args.ts";
import { folderAt } from "./folder.ts";
import {
  type Books,
  banner,
  decimal,
  depositLine,
  faultsOf,
  type Names,
  summary,
} from "./print.ts";
import { counted, noDeposits, type Receipt } from "./tally.ts";

const receipt: Receipt = {
  station: "beitillo-01",
  chain: "Zk3eZk3eZk3eZk3eZk3eZk" as Chain,
  seq: 7,
  card: "yC3kyC3kyC3kyC3kyC3kyC" as CardId,
  stream: "plastic",
  net: Grams(4320),
  outcome: "posted",
  reasons: [],
  credited: MinorUnits(173),
  points: MilliPoints(17_280),
};
const names: Names = {
  householdOf: () => "house-017",
  streamLabel: (stream, language) => (language === "ar" ? "بلاستيك" : `The ${stream}`),
};

describe("an amount", () => {
  it.each([
    [173, 2, "1.73"],
    [5, 2, "0.05"],
    [0, 3, "0.000"],
    [-7, 2, "-0.07"],
    [17_280, 3, "17.280"],
  ])("of %i with %i decimals reads %s", (units, decimals, text) => {
    expect(decimal(units, decimals)).toBe(text);
  });
});

describe("the first lines", () => {
  const linesWith = (...args: string[]) => {
    const parsed = parseDemoArgs(["--data", "/village", ...args]);
    if (!parsed.ok || parsed.value === null) throw new Error("bad flags");
    return banner(parsed.value, folderAt("/village"));
  };

  it.each(["en", "ar"])("say (%s) where the Arduino is, where there is one", (language) => {
    const log = "/village/logs/beitillo-03-board.log";
    expect(linesWith("--lang", language, "--arduino")).toContain(log);
    expect(linesWith("--lang", language)).not.toContain(log);
  });
});

describe("a deposit's line", () => {
  const columns = (of: Receipt, language: "ar" | "en" = "en", by = names) =>
    depositLine(of, language, by).split(/ {2,}/);

  it("says where, who, what, how much and what it earned", () => {
    expect(columns(receipt)).toEqual([
      "beitillo-01",
      "house-017",
      "The plastic",
      "4.320 kg",
      "1.73 QAM",
      "17.280 points",
    ]);
  });

  it("says why it earned less", () => {
    const reasons = ["over-cap", "some-new-reason"];
    expect(columns({ ...receipt, reasons }).at(-1)).toBe("over the month's cap, some-new-reason");
  });

  it("says that it waits for a person", () => {
    const held = { ...receipt, outcome: "held", reasons: ["card-blocked"], credited: null };
    expect(columns({ ...held, points: null }).slice(-3)).toEqual([
      "0.00 QAM",
      "0.000 points",
      "held for a person, card blocked",
    ]);
  });

  it("is said in Arabic as well, also of a stranger", () => {
    const line = columns(receipt, "ar", { ...names, householdOf: () => null });
    expect(line).toContain("بطاقة غير معروفة");
    expect(line).toContain("بلاستيك");
  });
});

describe("the end of a run", () => {
  const books: Books = {
    sums: new Map([["QAM/2", 0]]),
    outboxDepths: new Map([["beitillo-01", 0]]),
  };
  const tally = counted(noDeposits, receipt);

  it("is summed up", () => {
    const text = summary(tally, books, "en", names);
    for (const part of ["Deposits: 1", "The plastic 4.320", "1.73 QAM", "QAM/2 0"]) {
      expect(text).toContain(part);
    }
  });

  it("is well when sums are zero, outboxes empty and the deposits there", () => {
    expect(faultsOf(tally, books, 1, "en")).toEqual([]);
  });

  it.each([
    [books, 2, /Only 1 of 2/],
    [{ ...books, sums: new Map([["QAM/2", 1]]) }, 1, /does not sum to zero/],
    [{ ...books, outboxDepths: new Map([["beitillo-01", 3]]) }, 1, /not empty/],
  ] as const)("is not well otherwise", (found, wanted, fault) => {
    expect(faultsOf(tally, found, wanted, "en").join()).toMatch(fault);
  });
});
