import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import type { EventOf } from "../journal/event.ts";
import type { FeeAccount } from "../journal/fee-account.ts";
import { type FeeRegister, feesAfter, feesAfterYear, NO_FEES } from "./fee-register.ts";

type Change = EventOf<"fee-accounts-imported"> | EventOf<"household-moved">;

const HOUSEHOLDS = ["h001", "h002", "h003", "h004"];
const ACCOUNTS = ["W-1", "W-2", "W-3"];
const day = fc.constantFrom("2026-01-01", "2026-04-01", "2027-03-31", "2027-04-01", "2027-04-02");

const account = (differing: Partial<FeeAccount> = {}): FeeAccount => ({
  ...{ account: "W-1", property: "House 1", customer: "2011", households: [], served: 1 },
  ...{ feeMinorUnits: MinorUnits(18_000), arrearsMinorUnits: MinorUnits(0) },
  ...differing,
});
const imported = (differing: Partial<EventOf<"fee-accounts-imported">>): Change => ({
  ...{ kind: "fee-accounts-imported", feeYear: 2027, on: "2027-01-01", accounts: [] },
  ...differing,
});
const moved = (household: string, to: string | null, on: string): Change => ({
  ...{ kind: "household-moved", household, account: to, on },
});
const registerOf = (...changes: readonly Change[]) =>
  changes.reduce((register, change) => feesAfter(change, register), NO_FEES);

/** The register read for one account by itself, as plainly as it can be. */
function plainly(name: string, feeYear: number, { years, places }: FeeRegister) {
  const charged = years.get(feeYear)?.get(name);
  const known = charged ?? [...years.values()].findLast((all) => all.has(name))?.get(name);
  if (known === undefined) return null;
  const there = HOUSEHOLDS.filter((household) => {
    const all = places.get(household) ?? [];
    const home = all.findLast(({ from }) => from <= `${feeYear}-04-01`) ?? all[0];
    return home?.account === name;
  });
  return {
    account: name,
    ...{ customer: known.customer, property: known.property, feeYear },
    feeMinorUnits: charged?.feeMinorUnits ?? null,
    householdsServed: Math.max(known.served, there.length),
    arrearsMinorUnits: charged?.arrearsMinorUnits ?? 0,
  };
}

const someAccount = fc.record({
  name: fc.constantFrom(...ACCOUNTS),
  households: fc.subarray(HOUSEHOLDS),
  served: fc.integer({ min: 1, max: 3 }),
  fee: fc.option(fc.nat(30_000)),
});
const someImport = fc
  .record({ feeYear: fc.constantFrom(2026, 2027, 2028), on: day, all: fc.array(someAccount) })
  .map(({ feeYear, on, all }) => {
    const accounts = all.map(({ name, households, served, fee }) => {
      const feeMinorUnits = fee === null ? null : MinorUnits(fee);
      return account({ account: name, households, served, feeMinorUnits });
    });
    return imported({ feeYear, on, accounts });
  });
const someMove = fc
  .tuple(fc.constantFrom(...HOUSEHOLDS), fc.option(fc.constantFrom(...ACCOUNTS)), day)
  .map((given) => moved(...given));

describe("the fees after a year", () => {
  it("are those of each account read by itself, whatever was imported and whoever moved", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(someImport, someMove), { maxLength: 12 }), (changes) => {
        const register = registerOf(...changes);
        for (const year of [2025, 2026, 2027]) {
          const fees = feesAfterYear(year, register);
          for (const name of [...ACCOUNTS, "W-9"]) {
            expect(fees.ofAccount(name)).toEqual(plainly(name, year + 1, register));
          }
        }
      }),
    );
  });

  it("are of the place where a household lives on 1 April", () => {
    const accounts = [account({ households: ["h001"] }), account({ account: "W-2" })];
    const before = imported({ accounts });
    const fees = (on: string) => feesAfterYear(2026, registerOf(before, moved("h001", "W-2", on)));
    expect(fees("2027-04-01").ofHousehold("h001")).toMatchObject({ account: "W-2" });
    expect(fees("2027-04-02").ofHousehold("h001")).toMatchObject({ account: "W-1" });
  });

  it("are none where no place is known, or a household has left its place", () => {
    const register = registerOf(
      imported({ accounts: [account({ households: ["h001"] })] }),
      moved("h001", null, "2027-02-01"),
    );
    const fees = feesAfterYear(2026, register);
    expect(["h001", "h002"].map((household) => fees.ofHousehold(household))).toEqual([null, null]);
  });

  it("are shared among those who live there, also where the file told of fewer", () => {
    const changes = [
      imported({ accounts: [account({ households: ["h001"] })] }),
      moved("h002", "W-1", "2027-01-15"),
      moved("h003", "W-1", "2027-05-01"), // counts before it too: where else would it have been
    ];
    expect(feesAfterYear(2026, registerOf(...changes)).ofAccount("W-1")?.householdsServed).toBe(3);
  });

  it("are not charged yet where another year's file alone knows the account", () => {
    const register = registerOf(
      imported({ feeYear: 2026, on: "2026-01-01", accounts: [account()] }),
    );
    expect(feesAfterYear(2026, register).ofAccount("W-1")).toMatchObject({
      ...{ feeYear: 2027, feeMinorUnits: null, property: "House 1" },
    });
  });
});
