import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "#contract/receipt.ts";
import { EpochMs } from "#contract/units.ts";
import type { Act } from "../../registry/act.ts";
import { at, BOOT, card, type Drop, plastic, sampleStation } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import type { ReceivedPage, Store } from "../store.ts";
import { openSqliteStore } from "./open.ts";
import { checkProof, proof } from "./proofs.fixture.ts";

const FACTS = {
  scheme: "beitillo",
  timeZone: "Asia/Hebron",
  currency: { code: "QAM", minorUnits: 2 },
};

const NOON = at("2026-11-22T10:00:00.000Z");

/** A bag that was weighed so many minutes after noon; `counter`: of its card's proof. */
const bag = (minute: number, counter: number | null, more: Drop = {}): Drop => ({
  ...{ at: EpochMs(NOON + minute * 60_000), uptimeMs: 3_600_000 + minute * 60_000 },
  data: { ...plastic(1_000), cardProof: counter === null ? null : proof(counter) },
  ...more,
});

describe("what cards prove", () => {
  let store: Store;
  let [here, there] = [sampleStation(), sampleStation("beitillo-02")];
  const act = (fields: object) =>
    store.act({ actor: "test", at: EpochMs(NOON - 1), ...fields } as Act);
  const enrol = (it: typeof here) =>
    act({
      ...{ kind: "station-enrol", station: it.station },
      ...{ publicKey: it.key.publicJwk, passwordHash: "x" },
    });

  beforeEach(async () => {
    store = openSqliteStore(":memory:", { ...FACTS, checkProof });
    [here, there] = [sampleStation(), sampleStation("beitillo-02")];
    for (const one of [here, there]) await enrol(one);
    await act({ kind: "tariff-publish", tariff: sampleTariff() });
  });
  /** One who has the journal alone, and none of the keys, comes to the same tables. */
  afterEach(async () => {
    const again = openSqliteStore(":memory:", FACTS);
    await again.replay(store.events());
    expect(await again.digests()).toEqual(await store.digests());
    await Promise.all([again.close(), store.close()]);
  });

  const receivedAt = EpochMs(NOON + 86_400_000);
  const pageOf = (drop: Drop, from = here, sent: Drop = {}) =>
    from.page([from.entry(drop)], { receivedAt, sent: { uptimeMs: 9e7, ...sent } });
  const record = async (page: ReceivedPage): Promise<string> => {
    const [answer] = await store.recordPages([page]);
    return said(answer?.outcomes[0]);
  };
  const said = (outcome: Outcome | undefined) =>
    [outcome?.outcome, ...(outcome?.reasons ?? [])].filter((it) => it !== "unclaimed").join(" ");

  it("posts a verified bag, and others of the same visit in any order", async () => {
    expect(await record(pageOf(bag(5, 7)))).toBe("posted");
    expect(await record(pageOf(bag(0, 7)))).toBe("posted");
    expect(await record(pageOf(bag(15, 7)))).toBe("posted");
  });

  it("takes counters in whatever order they come", async () => {
    expect(await record(pageOf(bag(0, 9)))).toBe("posted");
    expect(await record(pageOf(bag(60, 8)))).toBe("posted");
  });

  it.each<[string, Drop, "here" | "there"]>([
    ["later", bag(11, 7), "here"],
    ["elsewhere", bag(0, 7), "there"],
    ["after a start", bag(0, 7, { boot: BOOT.replace("6", "7") }), "here"],
  ])("holds a message that is played back %s", async (_, drop, where) => {
    expect(await record(pageOf(bag(0, 7)))).toBe("posted");
    expect(await record(pageOf(drop, where === "here" ? here : there))).toBe("held card-proof");
  });

  it("knows a counter of another card for another one", async () => {
    const data = { ...plastic(1_000), card: card("card-2"), cardProof: proof(7) };
    expect(await record(pageOf(bag(0, 7)))).toBe("posted");
    expect(await record(pageOf(bag(60, 7, { data })))).toBe("posted");
  });

  it("holds a forged message, which uses up no counter", async () => {
    const data = { ...plastic(1_000), cardProof: proof(7, true) };
    expect(await record(pageOf(bag(0, 7, { data })))).toBe("held card-proof");
    expect(await record(pageOf(bag(60, 7)))).toBe("posted");
  });

  it("believes a card without a proof, whatever it has proved before", async () => {
    expect(await record(pageOf(bag(0, 7)))).toBe("posted");
    expect(await record(pageOf(bag(1, null)))).toBe("posted");
  });

  it("believes a card whose keys are registered only with one, by the time of weighing", async () => {
    const minute = (after: number) => ({
      at: EpochMs(NOON + after * 60_000),
      card: card("card-1"),
    });
    await act({ kind: "card-demand-proof", ...minute(0) });
    expect(await record(pageOf(bag(-1, null)))).toBe("posted");
    expect(await record(pageOf(bag(0, null)))).toBe("held card-proof");
    expect(await record(pageOf(bag(1, 7)))).toBe("posted");
    const other = { ...plastic(1_000), card: card("card-2") };
    expect(await record(pageOf(bag(1, null, { data: other })))).toBe("posted");
    await act({ kind: "card-waive-proof", ...minute(10), reason: "its chip is broken" });
    expect(await record(pageOf(bag(9, null)))).toBe("held card-proof");
    expect(await record(pageOf(bag(10, null)))).toBe("posted");
  });

  it("releases by two people what was held, and does not hold it again", async () => {
    const replayed = pageOf(bag(0, 7), there);
    await record(pageOf(bag(0, 7)));
    expect(await record(replayed)).toBe("held card-proof");
    const release = { kind: "deposit-correct", correction: { strikeOut: false }, reason: "seen" };
    const done = await act({ ...release, deposit: "beitillo-02/1/1", at: receivedAt });
    expect(done).toMatchObject({ ok: true });
    expect(await record(replayed)).toBe("posted");
  });

  it("uses up no counter under a revoked key", async () => {
    await act({ kind: "station-revoke", station: there.station });
    expect(await record(pageOf(bag(0, 7), there))).toBe("held chain-revoked");
    expect(await record(pageOf(bag(60, 7)))).toBe("posted");
  });

  it("judges anew what waited for a clock, by what is known by then", async () => {
    await act({ kind: "card-demand-proof", card: card("card-1") });
    const unset = { clock: "unset" } as const;
    const early = pageOf(bag(0, 7, unset), here, unset);
    const bare = pageOf(bag(3, null, unset), here, unset);
    expect(await record(early)).toBe("held clock-implausible");
    expect(await record(bare)).toBe("held clock-implausible");
    expect(await record(pageOf(bag(0, 7), there))).toBe("held card-proof");
    const sent = { at: receivedAt, uptimeMs: 3_600_000 + 86_400_000 };
    await record(pageOf(bag(30, 8), here, sent));
    expect(await record(early)).toBe("posted");
    expect(await record(bare)).toBe("held card-proof");
  });

  it("keeps in the journal what the keys said", async () => {
    await record(pageOf(bag(0, 7)));
    await record(pageOf(bag(0, 8, { data: { ...plastic(1), cardProof: proof(8, true) } })));
    await record(pageOf(bag(-9, null)));
    const proofs = [];
    for await (const { body } of store.events()) {
      if (body.kind === "entry-received") proofs.push(body.proof);
    }
    expect(proofs).toEqual([{ counter: 7 }, "bad", null]);
  });
});
