import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liabilityOf } from "./liability.ts";

const balance = (account: string, amount: number, asset = "QAM/2") => ({ account, asset, amount });

describe("liabilityOf", () => {
  it("is what households and unclaimed cards hold, of all that was issued", () => {
    const balances = [
      balance("household:h001", 173),
      balance("household:h002", 27),
      balance("unclaimed:-C3k5Rk8bNf0aV7pQ2xY1w", 40),
      balance("producer:dairy", 70),
      balance("owed:h001", -10),
      balance("expiry:h002", 30),
      balance("issuance:plastic", -250),
      balance("issuance:paper", -80),
    ];
    expect(liabilityOf(balances, "QAM/2")).toEqual({
      households: 200,
      unclaimed: 40,
      outstanding: 240,
      expired: 30,
      elsewhere: 60,
      issued: 330,
    });
  });

  it("counts neither grams nor points", () => {
    const others = [
      balance("household:h001", -4_320, "G/0:plastic"),
      balance("household:h001:relief:2026", 17_280, "RLF/3"),
    ];
    expect(liabilityOf(others, "QAM/2")).toEqual(liabilityOf([], "QAM/2"));
  });

  it("is nothing where nothing was issued", () => {
    const nothing = { households: 0, unclaimed: 0, outstanding: 0, expired: 0 };
    expect(liabilityOf([], "QAM/2")).toEqual({ ...nothing, elsewhere: 0, issued: 0 });
  });

  it("finds nothing elsewhere where issuance gave to holders alone", () => {
    const gift = fc.tuple(fc.constantFrom("household:a", "unclaimed:b"), fc.nat(1_000_000));
    fc.assert(
      fc.property(fc.array(gift), (gifts) => {
        const postings = gifts.flatMap(([account, amount]) => [
          balance(account, amount),
          balance("issuance:plastic", -amount),
        ]);
        const { outstanding, issued, elsewhere } = liabilityOf(postings, "QAM/2");
        expect([outstanding, elsewhere]).toEqual([issued, 0]);
      }),
    );
  });
});
