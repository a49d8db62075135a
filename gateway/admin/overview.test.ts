import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { ChainRow } from "../store/store.ts";
import { answerTo, contextOn } from "./paper-desk.ts";
import { NOON } from "./sample-folder.ts";

describe("status", () => {
  const { publicJwk, id } = generateSigningKey();
  const chain = (differing: Partial<ChainRow> = {}): ChainRow => ({
    chain: id,
    key: publicJwk,
    number: 1,
    state: "open",
    revokedAt: null,
    next: 7,
    missing: 2,
    brokenLinks: 1,
    ...differing,
  });
  const store = paperStore({
    stations: async () => [
      { station: "b-01", passwordHash: "x", chains: [chain(), chain({ state: "requested" })] },
      { station: "b-02", passwordHash: "x", chains: [chain({ state: "revoked" })] },
    ],
    quarantine: async () => ({ deferred: 3, conflicts: 1, refused: 0, bytes: 512 }),
  });
  const health = {
    v: 1,
    at: utcTime(NOON),
    version: "1",
    outbox: { depth: 4, oldestSeconds: 9, deadLetters: 5 },
    clock: "holdover",
    scale: { state: "ok", zeroDriftGrams: 0 },
    reader: { state: "ok" },
    disk: { freeMb: 1 },
    uptimeMs: 1,
    fill: [],
  } as const;
  const running = {
    startedAt: utcTime(NOON),
    faults: ["The disk is nearly full."],
    stations: new Map([
      ["b-01", { online: true, lastContact: utcTime(NOON), health: { ...health, fill: [] } }],
    ]),
  };

  it.each([
    [1, "what 1 card brings is held; put /nowhere/sun.key back, and start it anew."],
    [2, "what 2 cards bring is held; put /nowhere/sun.key back, and start it anew."],
  ])("says that the keys of %i cards are gone", async (count, sentence) => {
    const owing = paperStore({ cardsOwingProof: async () => count });
    const { keyring } = contextOn(owing);
    const keyless = contextOn(owing, { keyring: { ...keyring, sunKeys: null } });
    expect((await answerTo({ kind: "status" }, keyless)).text).toContain(sentence);
    expect((await answerTo({ kind: "status" }, contextOn(owing))).text).not.toContain("FAULT");
  });

  it("shows each station, what waits for approval, faults and the quarantine", async () => {
    const context = contextOn(store, { status: () => running });
    const { text, data } = await answerTo({ kind: "status" }, context);
    expect(text).toContain("The gateway runs since 2026-11-22 12:00 UTC.");
    expect(text).toContain("FAULT: The disk is nearly full.");
    expect(text).toMatch(/^b-01 +online +2026-11-22 12:00 +holdover +4 +5 +4 +2$/m);
    expect(text).toMatch(/^b-02 +revoked +- /m);
    expect(text).toContain(`station approve b-01 ${id.slice(0, 12)}`);
    expect(text).toContain("Quarantine: 3 unreadable, 1 conflict, 0 refused (512 bytes).");
    expect(data).toMatchObject({ stations: [{ station: "b-01", outbox: 4 }, {}] });
  });

  it("says that no gateway runs, and knows no contact then", async () => {
    const { text } = await answerTo({ kind: "status" }, contextOn(store));
    expect(text).toContain("The gateway does not run.");
    expect(text).toMatch(/^b-01 +unknown +- +- +- +- +4 +2$/m);
  });

  it("says that there is no station yet", async () => {
    const { text } = await answerTo({ kind: "status" }, contextOn(paperStore()));
    expect(text).toContain("No station is enrolled.");
  });
});
