import { expect, it } from "vitest";
import type { Balance } from "../ledger-row.ts";
import { card } from "../sample-station.ts";
import type { Store } from "../store.ts";
import { type OpenStore, testbed, weigh } from "./testbed.ts";

/** What trial balances and statements promise: every one of them follows from the postings. */
export function promisesOfBooks(open: OpenStore): void {
  const bed = testbed(open);
  const unclaimed = { card: card("nobody") };
  const fill = async () => {
    const bags = [weigh(4_320), weigh(1_000, unclaimed), weigh(24_000), weigh(500)];
    await bed.record(...bags.map((bag) => bed.station.drop(bag)));
    await bed.act("card-issue", { household: "h001", card: unclaimed.card });
  };

  it("counts positions from the first event", async () => {
    const before = await bed.store.lastPosition();
    await fill();
    expect(await bed.store.lastPosition()).toBe(before + 5);
  });

  it("gives the present balances as the trial balance of now and of the last position", async () => {
    await fill();
    const now = await bed.store.balances();
    expect(now.length).toBeGreaterThan(5);
    expect(await bed.store.trialBalance(null)).toEqual(now);
    expect(await bed.store.trialBalance(await bed.store.lastPosition())).toEqual(now);
  });

  it("gives at every position what the entries up to it add up to", async () => {
    await fill();
    const last = await bed.store.lastPosition();
    for (let position = 0; position <= last; position += 1) {
      const found = await bed.store.trialBalance(position);
      expect(found).toEqual(await foldedTo(position, bed.store));
    }
  });

  it("goes on giving what it gave for a position of the past", async () => {
    await bed.record(bed.station.drop(weigh(4_320)));
    const position = await bed.store.lastPosition();
    const before = await bed.store.trialBalance(position);
    await fill();
    expect(await bed.store.trialBalance(position)).toEqual(before);
  });

  it("states an account line by line, each asset with its own running balance", async () => {
    await bed.record(bed.station.drop(weigh(4_320)), bed.station.drop(weigh(1_000)));
    const lines = await statementOf("household:h001", null, bed.store);
    expect(lines.map(({ asset, amount, balance }) => [asset, amount, balance])).toEqual([
      ["G/0:plastic", -4_320, -4_320],
      ["QAM/2", 173, 173],
      ["G/0:plastic", -1_000, -5_320],
      ["QAM/2", 40, 213],
    ]);
    expect(lines[1]).toMatchObject({
      date: "2026-11-22",
      description: "deposit",
      tags: { deposit: "beitillo/beitillo-01/1/1" },
    });
  });

  it("states every account so that it ends with its balance", async () => {
    await fill();
    for (const { account, asset, amount } of await bed.store.balances()) {
      const lines = await statementOf(account, null, bed.store);
      expect(lines.findLast((line) => line.asset === asset)?.balance).toBe(amount);
    }
  });

  it("states an account as it was at a position, and one that there is not as empty", async () => {
    await bed.record(bed.station.drop(weigh(4_320)));
    const position = await bed.store.lastPosition();
    const before = await statementOf("household:h001", null, bed.store);
    await fill();
    expect(await statementOf("household:h001", position, bed.store)).toEqual(before);
    expect(await statementOf("household:h001", 1, bed.store)).toEqual([]);
    expect(await statementOf("household:h999", null, bed.store)).toEqual([]);
  });

  it("leaves no line out of a long statement", async () => {
    const bags = Array.from({ length: 1_203 }, () => bed.station.drop(weigh(20)));
    await bed.record(...bags);
    const lines = await statementOf("household:h001", null, bed.store);
    const grams = lines.filter(({ asset }) => asset === "G/0:plastic");
    expect(grams).toHaveLength(1_203);
    expect(grams.at(-1)?.balance).toBe(-1_203 * 20);
  });
}

async function statementOf(account: string, position: number | null, store: Store) {
  const lines = [];
  for await (const line of store.accountStatement(account, position)) lines.push(line);
  return lines;
}

/** The long way: from the journal entries. */
async function foldedTo(position: number, store: Store): Promise<readonly Balance[]> {
  const sums = new Map<string, Balance>();
  for await (const entry of store.ledgerEntries()) {
    if (entry.position > position) break;
    for (const { account, asset, amount } of entry.postings) {
      const key = `${account} ${asset}`;
      sums.set(key, { account, asset, amount: amount + (sums.get(key)?.amount ?? 0) });
    }
  }
  const kept = [...sums].filter(([, { amount }]) => amount !== 0);
  return kept.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, balance]) => balance);
}
