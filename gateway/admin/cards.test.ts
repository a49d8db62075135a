import { beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { type PaperStore, paperDeposit, paperStore } from "../reports/paper-store.ts";
import type { AdminCommand } from "./command.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn, root } from "./paper-desk.ts";

describe("cards", () => {
  let store: PaperStore;
  beforeEach(() => {
    store = paperStore({ lastCardAt: async (at) => (at === "b-01" ? paperDeposit().card : null) });
  });

  it("are issued by the last tap at a station", async () => {
    const command = { kind: "card-issue", household: "h012", card: { lastTapAt: "b-01" } } as const;
    const { text } = await answerTo(command, contextOn(store));
    expect(text).toBe("did card-issue");
    expect(store.acts).toMatchObject([{ household: "h012", card: paperDeposit().card }]);
  });

  it("are not, where nobody has tapped", async () => {
    const command = { kind: "card-issue", household: "h012", card: { lastTapAt: "b-02" } } as const;
    const outcome = await execute({ actor: "amal", command }, contextOn(store));
    expect(outcome).toMatchObject({ problem: { code: "no-tap" } });
  });

  it("are blocked by their name or by their UID", async () => {
    const card = paperDeposit().card;
    assert(card !== null, "the sample has a card");
    await answerTo({ kind: "card-block", card: { card } }, contextOn(store));
    await answerTo({ kind: "card-block", card: { uid: "04a1b2c3d4e5f6" } }, contextOn(store));
    expect(store.acts).toMatchObject([{ card }, { card: expect.stringMatching(/^[\w-]{22}$/) }]);
  });

  it("are refused by a UID that is none", async () => {
    const command = { kind: "card-block", card: { uid: "08a1b2c3" } } as const;
    const outcome = await execute({ actor: "amal", command }, contextOn(store));
    expect(outcome).toMatchObject({ problem: { code: "random-uid" } });
    expect(store.acts).toEqual([]);
  });
});

describe("cards that authenticate", () => {
  const uid = "04DE5F1EACC040";
  const keyless = contextOn(paperStore(), {
    keyring: { root, cardKey: "00".repeat(32), sunKeys: null, signing: () => root },
  });

  it("get keys of their own, to be written onto them", async () => {
    const of = async (which: string) =>
      (await answerTo({ kind: "card-keys", uid: which }, contextOn(paperStore()))).data;
    const keys = { sdmMetaReadKey: "01".repeat(16), sdmFileReadKey: expect.any(String) };
    expect(await of(uid)).toMatchObject(keys);
    expect(await of("04DE5F1EACC041")).not.toEqual(await of(uid));
  });

  it.each([
    ["0100A1B2C3", "cannot-authenticate"],
    ["04DE5F1E", "cannot-authenticate"],
    ["04DE5F1EACC0", "bad-uid"],
  ])("are no others: %s, %s", async (other, code) => {
    const keys = { kind: "card-keys", uid: other } as const;
    const demand = { kind: "card-demand-proof", card: { uid: other } } as const;
    for (const command of [keys, demand]) {
      const outcome = await execute({ actor: "amal", command }, contextOn(paperStore()));
      expect(outcome).toMatchObject({ problem: { code } });
    }
  });

  it.each<AdminCommand>([
    { kind: "card-keys", uid },
    { kind: "card-demand-proof", card: { uid } },
  ])("need a gateway that has their keys: $kind", async (command) => {
    const outcome = await execute({ actor: "amal", command }, keyless);
    const message = expect.stringContaining("put them into /nowhere/sun.key");
    expect(outcome).toMatchObject({ problem: { code: "no-sun-key", message } });
  });

  it("owe a proof from the act on until two people waive it", async () => {
    const store = paperStore();
    await answerTo({ kind: "card-demand-proof", card: { uid } }, contextOn(store));
    const waive = { kind: "card-waive-proof", card: { uid }, reason: "broken" } as const;
    await answerTo({ ...waive, approver: "basma" }, contextOn(store));
    expect(store.acts).toMatchObject([
      { kind: "card-demand-proof", card: expect.stringMatching(/^[\w-]{22}$/) },
      { kind: "card-waive-proof", reason: "broken", approver: "basma" },
    ]);
  });
});
