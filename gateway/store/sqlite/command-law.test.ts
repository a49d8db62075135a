import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Balance } from "../ledger-row.ts";
import type { Store } from "../store.ts";
import { expectIssued } from "./issued.fixture.ts";
import { openSqliteStore } from "./open.ts";
import {
  command,
  FACTS,
  HOUSEHOLDS,
  heldIn,
  openVillage,
  type Village,
} from "./village.fixture.ts";

describe("any sequence of drops and of what people do about them", () => {
  it("keeps every law of the ledger", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 30 }), async (commands) => {
        const village = await openVillage();
        for (const one of commands) {
          await village.carryOut(one);
          expectLaws(await village.store.balances());
          await expectFrozen(village);
          await expectDisputes(village);
        }
        await expectStatementsTie(village.store);
        await expectIssued(village.store, adoptFor(village));
        expect(await village.store.trialBalance(null)).toEqual(await village.store.balances());
        await expectReplay(village.store);
        await village.store.close();
      }),
      { numRuns: 40 },
    );
  });
});

/** Refused, and rightly, where another budget has the month already. */
const adoptFor =
  ({ carryOut }: Village) =>
  (month: string) =>
    carryOut({ kind: "adopt", from: month, to: month, amount: 1_000 });

function expectLaws(balances: readonly Balance[]): void {
  const sums = new Map<string, number>();
  for (const { account, asset, amount } of balances) {
    sums.set(asset, (sums.get(asset) ?? 0) + amount);
    const credits = asset === "QAM/2" && /^(household|unclaimed|expiry):/.test(account);
    if (credits && amount < 0) expect(`${account} ${amount}`).toBe("never below zero");
    if (account.startsWith("owed:") && amount > 0) expect(account).toBe("never above zero");
  }
  for (const [asset, sum] of sums) expect([asset, sum]).toEqual([asset, 0]);
  for (const household of HOUSEHOLDS) {
    const held = (root: string) => heldIn(balances, `${root}:${household}`);
    const both = held("household") + held("expiry") > 0 && held("owed") < 0;
    expect([household, both]).toEqual([household, false]);
  }
}

async function expectFrozen({ store, frozen }: Village): Promise<void> {
  for (const [year, was] of frozen) {
    expect(JSON.stringify(await store.reliefYear(year, { view: "frozen" }))).toBe(was);
  }
}

async function expectDisputes({ store, disputed }: Village): Promise<void> {
  const open = (await store.disputes()).map(({ deposit }) => deposit);
  expect(open).toEqual([...disputed].map((deposit) => `beitillo/${deposit}`));
}

/** What statements say is what the ledger holds; points below zero have gone to the year after. */
async function expectStatementsTie(store: Store): Promise<void> {
  const balances = await store.balances();
  for (const year of [2026, 2027, 2028, 2029]) {
    const { statements, state } = await store.reliefYear(year);
    for (const { household, milliPoints } of statements) {
      const account = `household:${household}:relief:${year}`;
      const held = balances.find((one) => one.account === account && one.asset === "RLF/3");
      const left = state === "closed" ? Math.max(0, milliPoints) : milliPoints;
      expect([year, household, held?.amount ?? 0]).toEqual([year, household, left]);
    }
  }
}

async function expectReplay(store: Store): Promise<void> {
  const again = openSqliteStore(":memory:", FACTS);
  await again.replay(store.events());
  expect(await again.digests()).toEqual(await store.digests());
  await again.close();
}
