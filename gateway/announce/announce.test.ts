import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { blocked, MAX_BLOCKED_BYTES } from "#contract/blocked.ts";
import type { CardId } from "#contract/ids.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey, type SigningKey } from "#contract/jwk.ts";
import type { MessageType } from "#contract/jws.ts";
import { keys } from "#contract/keys.ts";
import { MAX_SETTINGS_BYTES, type StreamSettings, settings } from "#contract/settings.ts";
import { keyRingOf, openSigned } from "#contract/signed.ts";
import { type EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import { at } from "../store/sample-station.ts";
import type { ChainRow, Change, StationRow } from "../store/store.ts";
import { type Announce, openAnnounce } from "./announce.ts";
import { MAX_BLOCKED_CARDS } from "./messages.ts";

const CARD = "b".repeat(21).concat("A") as CardId;
const NOW = at("2026-11-22T08:00:00.000Z");
const [root, signing] = [generateSigningKey(), generateSigningKey()];
const opened: Announce[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const plastic: StreamSettings = {
  stream: "plastic",
  label: { ar: "بلاستيك", en: "Plastic" },
  ratePerKg: MinorUnits(40),
  minGrams: Grams(500),
  maxGrams: Grams(10_000),
  attendedOnly: false,
};
const chain = (number: number | null, state: ChainRow["state"] = "open"): ChainRow => {
  const { id, publicJwk: key } = generateSigningKey();
  return { chain: id, key, number, state, revokedAt: null, next: 7, missing: 0, brokenLinks: 0 };
};
const station = (name: string, chains: readonly ChainRow[] = [chain(1)]): StationRow => ({
  station: name,
  passwordHash: "",
  chains,
});

/** The facts that a test changes, behind the store's own functions. */
function fakeStore() {
  const listeners = new Set<(change: Change) => void>();
  const versions = new Map<string, number>();
  const facts = {
    stations: [station("beitillo-01"), station("beitillo-02")],
    streams: [plastic],
    restored: null as null | { since: ReturnType<typeof utcTime>; at: ReturnType<typeof utcTime> },
    blocked: [CARD],
  };
  return {
    facts,
    commit: (change: Partial<Change>) => {
      const whole: Change = { settings: [], blocked: false, deposits: [], ...change };
      for (const listener of listeners) listener(whole);
    },
    stations: async () => facts.stations,
    streamsAt: async () => facts.streams,
    restoredAt: async () => facts.restored,
    blockedCards: async (limit: number) => facts.blocked.slice(0, limit),
    async nextVersion(of: string, now: EpochMs) {
      const version = Math.max(now, (versions.get(of) ?? 0) + 1);
      versions.set(of, version);
      return version;
    },
    onCommit(listener: (change: Change) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function start(store = fakeStore()) {
  const said: { topic: string; payload: string }[] = [];
  const announce = await openAnnounce({
    scheme: "beitillo",
    timeZone: "Asia/Hebron",
    currency: { code: "QAM", minorUnits: 2 },
    store,
    keyring: { root, signing: () => signing },
    now: () => NOW,
    publish(topic, payload, { retain }) {
      expect(retain).toBe(true);
      said.push({ topic, payload });
    },
    log: pino({ level: "silent" }),
  });
  opened.push(announce);
  /** What was said since the last look, by topic below the scheme's. */
  async function heard() {
    await announce.settled();
    return said.splice(0).map(({ topic, payload }) => ({
      topic: topic.replace("qamama/1/beitillo/", ""),
      payload,
    }));
  }
  const topics = async () => (await heard()).map(({ topic }) => topic);
  return { ...announce, store, heard, topics };
}

function open<Schema extends Parameters<typeof openSigned>[1]["schema"]>(
  payload: string | undefined,
  typ: MessageType,
  schema: Schema,
  key: SigningKey = signing,
) {
  const ring = keyRingOf([key.publicJwk]);
  const message = openSigned<Schema>(Buffer.from(payload ?? ""), { typ, schema, ring });
  assert(message.ok, `signed by the right key: ${typ}`);
  return message.value;
}
const settingsIn = (payload: string | undefined) => open(payload, "qamama-settings", settings);

describe("at the start", () => {
  it("every station is told keys, blocked cards and settings, in this order", async () => {
    const { topics } = await start();
    const all = await topics();
    for (const name of ["beitillo-01", "beitillo-02"]) {
      const own = all.filter((topic) => topic.startsWith(name));
      expect(own).toEqual([`${name}/keys`, `${name}/blocked`, `${name}/settings`]);
    }
  });

  it("keys are signed by the root key, the others by a key that they list", async () => {
    const said = await (await start()).heard();
    const payload = (leaf: string) =>
      said.find(({ topic }) => topic === `beitillo-01/${leaf}`)?.payload;
    const listed = open(payload("keys"), "qamama-keys", keys, root);
    expect(listed).toEqual({ v: 1, scheme: "beitillo", version: NOW, keys: [signing.publicJwk] });
    const { version: keysVersion } = listed;
    const cards = open(payload("blocked"), "qamama-blocked", blocked);
    expect(cards).toMatchObject({ keysVersion, cards: [CARD] });
    expect(settingsIn(payload("settings"))).toMatchObject({
      scheme: "beitillo",
      station: "beitillo-01",
      keysVersion,
      version: NOW,
      at: "2026-11-22T08:00:00.000Z",
      streams: [plastic],
      currency: { code: "QAM", minorUnits: 2 },
      timeZone: "Asia/Hebron",
      chains: [{ number: 1, state: "open", next: 7 }],
      restored: null,
    });
  });

  it("outranks what it said before, although the clock stood still", async () => {
    const store = fakeStore();
    const before = (await (await start(store)).heard()).at(-1)?.payload;
    const after = (await (await start(store)).heard()).at(-1)?.payload;
    expect(settingsIn(after).version).toBe(settingsIn(before).version + 1);
    expect(settingsIn(after).keysVersion).toBe(settingsIn(before).keysVersion + 1);
  });
});

describe("afterwards", () => {
  it.each([
    ["a chain of one", { settings: ["beitillo-02"] }, ["beitillo-02/settings"]],
    ["the tariff", { settings: "all" as const }, ["beitillo-01/settings", "beitillo-02/settings"]],
    ["the blocked cards", { blocked: true }, ["beitillo-01/blocked", "beitillo-02/blocked"]],
    ["a deposit alone", {}, []],
  ])("stations are told of a change of %s", async (_what, change, expected) => {
    const { store, topics } = await start();
    await topics();
    store.commit(change);
    expect(await topics()).toEqual(expected);
  });

  it("a station that came online gets settings with a higher version", async () => {
    const { online, heard } = await start();
    const first = (await heard()).at(-1)?.payload;
    online({ scheme: "beitillo", station: "beitillo-02" });
    const [said, ...more] = await heard();
    expect([said?.topic, more]).toEqual(["beitillo-02/settings", []]);
    expect(settingsIn(said?.payload).version).toBeGreaterThan(settingsIn(first).version);
  });

  it("many changes at once become one round", async () => {
    const { store, online, topics } = await start();
    await topics();
    store.commit({ settings: ["beitillo-01"] });
    for (let times = 0; times < 50; times++) online({ scheme: "beitillo", station: "beitillo-01" });
    expect((await topics()).length).toBeLessThanOrEqual(2);
  });

  it("a new station is told everything", async () => {
    const { store, topics } = await start();
    await topics();
    store.facts.stations.push(station("beitillo-03"));
    store.commit({ settings: ["beitillo-03"] });
    const told = await topics();
    expect(told).toEqual(["beitillo-03/keys", "beitillo-03/blocked", "beitillo-03/settings"]);
  });

  it("a month with another tariff is told to all, one without to nobody", async () => {
    const { store, checkTariff, topics } = await start();
    await topics();
    checkTariff();
    expect(await topics()).toEqual([]);
    store.facts.streams = [{ ...plastic, ratePerKg: MinorUnits(50) }];
    checkTariff();
    expect(await topics()).toEqual(["beitillo-01/settings", "beitillo-02/settings"]);
  });

  it("a restore is in the settings", async () => {
    const { store, heard } = await start();
    await heard();
    const restored = { since: utcTime(NOW - 1000), at: utcTime(NOW) };
    store.facts.restored = restored;
    store.commit({ settings: "all" });
    expect(settingsIn((await heard())[0]?.payload).restored).toEqual(restored);
  });

  it("what one round could not tell, the next one does", async () => {
    const { store, checkTariff, topics } = await start();
    const everything = (await topics()).filter((topic) => !topic.endsWith("keys")).sort();
    const { stations } = store;
    store.stations = () => Promise.reject(new Error("disk"));
    store.commit({ settings: ["beitillo-01"] });
    expect(await topics()).toEqual([]);
    store.stations = stations;
    checkTariff();
    expect((await topics()).sort()).toEqual(everything);
  });
});

describe("a message", () => {
  it("of blocked cards holds as many as it has room for", async () => {
    const store = fakeStore();
    store.facts.blocked = Array.from(
      { length: 9_000 },
      (_, index) => `${index}A`.padStart(22, "x") as CardId,
    );
    const said = await (await start(store)).heard();
    const payload = said.find(({ topic }) => topic.endsWith("blocked"))?.payload;
    expect(payload?.length).toBeLessThanOrEqual(MAX_BLOCKED_BYTES);
    expect(payload?.length).toBeGreaterThan(MAX_BLOCKED_BYTES * 0.98);
    const { cards } = open(payload, "qamama-blocked", blocked);
    expect(cards).toEqual(store.facts.blocked.slice(0, MAX_BLOCKED_CARDS));
  });

  it("of settings leaves out the oldest of a thousand chains, and those nobody approved", async () => {
    const store = fakeStore();
    const sample = chain(1, "revoked");
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...sample, number: index + 1 }));
    store.facts.stations = [station("beitillo-01", [...many, chain(null, "requested")])];
    const payload = (await (await start(store)).heard()).at(-1)?.payload;
    expect(payload?.length).toBeLessThanOrEqual(MAX_SETTINGS_BYTES);
    const numbers = settingsIn(payload).chains.map(({ number }) => number);
    expect(numbers.at(-1)).toBe(1_000);
    expect(numbers.length).toBeGreaterThan(400);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
});
