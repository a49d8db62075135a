import { expect, it } from "vitest";
import { Grams, MinorUnits } from "#contract/units.ts";
import { at, card } from "../sample-station.ts";
import type { Store } from "../store.ts";
import { NOW, type OpenStore, testbed, weigh } from "./testbed.ts";

const DECISION = { number: "4/2026", date: "2026-10-05" };
const DECEMBER = at("2026-12-10T08:00:00.000Z");

/** What is told of a budget of issuance, which stops nothing. */
export function promisesOfBudgets(open: OpenStore): void {
  const bed = testbed(open);
  const adopt = (from: string, to: string, amount = 1_000) => {
    const budget = { from, to, amount: MinorUnits(amount) };
    return bed.act("budget-adopt", { budget, decision: DECISION });
  };
  const drop = (net: number, more: object = {}, receivedAt = NOW) =>
    bed.record({ ...bed.station.drop(weigh(net, more)), receivedAt });
  const correct = (seq: number, correction: object, time = NOW) =>
    bed.act(
      "deposit-correct",
      {
        deposit: `beitillo-01/1/${seq}`,
        reason: "x",
        correction: { strikeOut: false, ...correction },
      },
      time,
    );
  const issued = async (time = NOW) => (await bed.store.budget(time))?.issued ?? null;

  it("is of a month, of which there may be none", async () => {
    expect(await bed.store.budget(NOW)).toBeNull();
    expect(await adopt("2026-11", "2026-12", 60_000)).toBeNull();
    const position = await bed.store.lastPosition();
    expect(await bed.store.budget(NOW)).toEqual({
      budget: { from: "2026-11", to: "2026-12", amount: 60_000 },
      decision: DECISION,
      approval: { approver: null, singlePerson: true },
      position,
      issued: 0,
    });
    expect(await bed.store.budget(at("2026-10-31T21:59:59.999Z"))).toBeNull(); // 23:59 in the village
    expect(await bed.store.budget(at("2026-10-31T22:00:00.000Z"))).not.toBeNull();
    expect(await bed.store.budget(at("2026-12-31T22:00:00.000Z"))).toBeNull();
  });

  it("counts what was issued, also before it was adopted, and also to cards that nobody holds", async () => {
    await drop(4_320);
    await drop(1_000, { card: card("nobody") });
    await adopt("2026-11", "2026-11");
    expect(await issued()).toBe(173 + 40);
    await drop(24_000); // held: nothing is issued
    expect(await issued()).toBe(213);
    await bed.act("card-issue", { household: "h001", card: card("nobody") });
    expect(await issued()).toBe(213);
  });

  it("counts by the date of the posting, and not of the weighing", async () => {
    await adopt("2026-11", "2026-11");
    await adopt("2026-12", "2026-12");
    await drop(1_000);
    await drop(1_000, {}, DECEMBER); // weighed in November
    expect([await issued(NOW), await issued(DECEMBER)]).toEqual([40, 40]);
  });

  it("gives back in its own month what a correction takes back", async () => {
    await adopt("2026-11", "2026-11");
    await adopt("2026-12", "2026-12");
    await drop(4_000);
    await correct(1, { net: Grams(2_000) });
    expect(await issued(NOW)).toBe(80);
    await correct(1, { strikeOut: true }, DECEMBER);
    expect([await issued(NOW), await issued(DECEMBER)]).toEqual([80, -80]);
    await correct(1, { net: Grams(4_000) }, DECEMBER);
    expect([await issued(NOW), await issued(DECEMBER)]).toEqual([80, 80]);
  });

  it("is not touched by what is spent", async () => {
    await adopt("2026-11", "2026-11");
    await drop(4_000);
    await bed.act("producer-enrol", { producer: "bakery" });
    const sale = { producer: "bakery", amount: MinorUnits(100), reference: "1" };
    await bed.act("payment-record", { household: "h001", ...sale });
    expect(await issued()).toBe(160);
  });

  it("changes no credit, however far it is overdrawn", async () => {
    await adopt("2026-11", "2026-11", 1);
    expect(await drop(4_000)).toMatchObject([{ outcome: "posted", credited: 160 }]);
    expect(await bed.balanceOf("household:h001")).toBe(160);
    expect(await postingsOf(bed.store)).toBe(await depositsOf(bed.store));
  });

  it("is replaced by one of the same months, and keeps what was issued", async () => {
    await adopt("2026-11", "2026-12", 100);
    await drop(4_000);
    await adopt("2026-11", "2026-12", 500);
    expect(await bed.store.budget(NOW)).toMatchObject({ budget: { amount: 500 }, issued: 160 });
  });

  it.each([
    ["budget-overlaps", "2026-12", "2027-03"],
    ["budget-overlaps", "2026-11", "2026-11"],
    ["months-reversed", "2026-12", "2026-11"],
  ])("refuses with %s one from %s to %s, and changes nothing", async (code, from, to) => {
    await adopt("2026-11", "2026-12");
    const before = await bed.store.lastPosition();
    expect(await adopt(from, to)).toBe(code);
    expect(await bed.store.lastPosition()).toBe(before);
  });
}

async function postingsOf(store: Store): Promise<number> {
  let count = 0;
  for await (const _entry of store.ledgerEntries()) count += 1;
  return count;
}

async function depositsOf(store: Store): Promise<number> {
  let count = 0;
  for await (const { body } of store.events()) count += body.kind === "entry-received" ? 1 : 0;
  return count;
}
