import { createHmac, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import type { JsonObject } from "#contract/json.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { parseJws, signJws } from "#contract/jws.ts";
import type { Outcome } from "#contract/receipt.ts";
import { EpochMs } from "#contract/units.ts";
import { defaultConfig } from "./config.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { signingStation } from "./ingest/sample-pages.ts";
import { passwordHashOf } from "./keyring/password.ts";
import type { Act } from "./registry/act.ts";
import { at, BOOT, card, type Drop } from "./store/sample-station.ts";
import { sampleTariff } from "./store/sample-tariff.ts";

// What may be wrong with what a station sends, over a real broker into a real journal: each case gets
// the outcome that docs/PROTOCOL.md names, and the next good page is posted as if nothing had been.

const PREFIX = "qamama/1/beitillo/beitillo-01";
let now = at("2026-11-22T08:00:01.000Z");
let data: string;
let gateway: Gateway;
let station: ReturnType<typeof signingStation>;
let client: MqttClient;
let heard: Outcome[];
let onHeard = () => {};

beforeEach(async () => {
  now = at("2026-11-22T08:00:01.000Z");
  data = mkdtempSync(join(tmpdir(), "qamama-bad-input-"));
  const config = { ...defaultConfig(), data, mqtt: { host: "127.0.0.1", port: 0, tls: null } };
  gateway = await openGateway(config, { now: () => now, log: pino({ level: "silent" }) });
  station = signingStation();
  const enrolment = { publicKey: station.key.publicJwk, passwordHash: passwordHashOf("secret") };
  await act({ kind: "station-enrol", station: "beitillo-01", ...enrolment });
  await act({ kind: "tariff-publish", tariff: sampleTariff() });
  await act({ kind: "household-add", household: "h001", members: 4 });
  await act({ kind: "card-issue", household: "h001", card: card("card-1") });
  client = await connect();
});

/** Whatever came before: the next page is posted, and every asset sums to zero. */
afterEach(async () => {
  if (!client.connected) client = await connect();
  const fresh = signingStation("beitillo-02");
  const enrolment = { publicKey: fresh.key.publicJwk, passwordHash: passwordHashOf("secret") };
  await act({ kind: "station-enrol", station: "beitillo-02", ...enrolment });
  const other = await connect("beitillo-02");
  expect(await send(fresh.cut([{ at: now, data: { card: card("card-2") } }]), other)).toMatchObject(
    [{ outcome: "posted" }],
  );
  const sums = new Map<string, number>();
  for (const { asset, amount } of await gateway.store.balances()) {
    sums.set(asset, (sums.get(asset) ?? 0) + amount);
  }
  expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
  await Promise.all([client.endAsync(true), other.endAsync(true)]);
  await gateway.close();
  rmSync(data, { recursive: true });
});

async function act(fields: object): Promise<void> {
  const done = await gateway.store.act({ actor: "test", at: now, ...fields } as Act);
  assert(done.ok, done.ok ? "" : done.problem.message);
}

async function connect(name = "beitillo-01"): Promise<MqttClient> {
  const clientId = `beitillo.${name}`;
  const url = `mqtt://127.0.0.1:${gateway.mqttPort}`;
  const options = { clientId, username: clientId, password: "secret", reconnectPeriod: 0 };
  const connected = await connectAsync(url, options);
  connected.on("error", () => {});
  connected.on("message", (_topic, payload) => {
    const jws = parseJws(payload);
    assert(jws.ok, "a receipt is signed");
    heard.push(...JSON.parse(Buffer.from(jws.value.payload).toString()).outcomes);
    onHeard();
  });
  heard = [];
  await connected.subscribeAsync(`qamama/1/beitillo/${name}/receipts`, { qos: 1 });
  return connected;
}

type Message = { readonly topic: string; readonly payload: Uint8Array };

/** @returns all outcomes that were heard until there was one for each seq of the topic */
async function send({ topic, payload }: Message, by = client): Promise<Outcome[]> {
  heard = [];
  const [first = 1, last = first] = (topic.split("/").at(-1) ?? "").split("-").map(Number);
  await by.publishAsync(topic, Buffer.from(payload), { qos: 1 });
  while (heard.length < last - first + 1) await new Promise<void>((done) => (onHeard = done));
  return heard;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signed by the station's own key, under whatever header. */
function headed(page: Message, header: object): Message {
  const [, body] = Buffer.from(page.payload).toString().split(".");
  const input = `${encode(header)}.${body}`;
  const signature = sign(null, Buffer.from(input), station.key.key).toString("base64url");
  return { ...page, payload: Buffer.from(`${input}.${signature}`) };
}

/** The same topic around another payload, signed well. */
function resigned({ topic, payload }: Message, change: (text: string) => string): Message {
  const jws = parseJws(payload);
  assert(jws.ok, "a sample is signed");
  const text = change(Buffer.from(jws.value.payload).toString());
  return { topic, payload: Buffer.from(signJws("qamama-page", text, station.key)) };
}

const cut = (...drops: readonly Drop[]): Message => station.cut(drops);
const changed = (change: (text: string) => string) => () => resigned(cut({}), change);

describe("a page that cannot be judged is deferred, and nothing of it is kept", () => {
  const header = () => ({ alg: "EdDSA", kid: station.key.id, typ: "qamama-page" });
  const spoilt = (page: Message) =>
    Buffer.from(Buffer.from(page.payload).toString().replace(/.{5}$/, "AAAAA"));

  it.each<[string, string, () => Message]>([
    ["a wrong signature", "bad-signature", () => ({ ...cut({}), payload: spoilt(cut({})) })],
    [
      "another key's signature",
      "bad-signature",
      () => {
        const { topic, payload } = cut({});
        const body = Buffer.from(payload).toString().split(".")[1] ?? "";
        const text = Buffer.from(body, "base64url").toString();
        const key = { ...generateSigningKey(), id: station.key.id };
        return { topic, payload: Buffer.from(signJws("qamama-page", text, key)) };
      },
    ],
    [
      "another key's name",
      "bad-signature",
      () => headed(cut({}), { ...header(), kid: generateSigningKey().id }),
    ],
    ["an unknown alg", "bad-signature", () => headed(cut({}), { ...header(), alg: "EdDSA2" })],
    ["no alg", "bad-signature", () => headed(cut({}), { ...header(), alg: "none" })],
    [
      "an alg of shared secrets, keyed with the public key",
      "bad-signature",
      () => {
        const { topic, payload } = cut({});
        const [, body] = Buffer.from(payload).toString().split(".");
        const input = `${encode({ ...header(), alg: "HS256" })}.${body}`;
        const secret = String(station.key.publicJwk.x);
        const mac = createHmac("sha256", secret).update(input).digest("base64url");
        return { topic, payload: Buffer.from(`${input}.${mac}`) };
      },
    ],
    ["another typ", "bad-signature", () => headed(cut({}), { ...header(), typ: "qamama-enrol" })],
    ["an unknown header member", "bad-signature", () => headed(cut({}), { ...header(), crit: [] })],
    ["bytes that are no JWS", "bad-signature", () => ({ ...cut({}), payload: Buffer.from("{}") })],
    ["nothing", "bad-signature", () => ({ ...cut({}), payload: Buffer.alloc(0) })],
    ["malformed JSON", "unreadable", changed((text) => text.slice(0, -1))],
    ["a page not in canonical form", "unreadable", changed((text) => text.replace(":", ": "))],
    ["a page twice over", "unreadable", changed((text) => text + text)],
    [
      "another station's id",
      "unreadable",
      changed((text) => text.replace('"station":"beitillo-01"', '"station":"beitillo-02"')),
    ],
    [
      "another range than its topic's",
      "unreadable",
      () => ({ ...cut({}), topic: cut({}).topic.replace(/\d+-\d+$/, "7-7") }),
    ],
    [
      "a chain that nobody approved",
      "no-such-chain",
      () => cut({}) && { ...signingStation().cut() },
    ],
  ])("%s", async (_, reason, make) => {
    expect(await send(make())).toMatchObject([
      { outcome: "deferred", hash: null, reasons: [reason], credited: null },
    ]);
    expect(await gateway.store.recentDeposits(1)).toEqual([]);
  });
});

describe("what is not even a page's topic is not answered", () => {
  it.each([
    ["another station's", () => cut({}).topic.replace("beitillo-01", "beitillo-02")],
    ["a range out of bounds", () => `${PREFIX}/journal/${station.key.id}/1-201`],
    ["a range from 0", () => `${PREFIX}/journal/${station.key.id}/0-1`],
    ["a range backwards", () => `${PREFIX}/journal/${station.key.id}/2-1`],
    ["no topic of the contract", () => `${PREFIX}/journals`],
    ["the gateway's own", () => `${PREFIX}/receipts`],
  ])("%s", async (_, topic) => {
    const { payload } = cut({});
    await client.publishAsync(topic(), Buffer.from(payload), { qos: 1 });
    expect(await send(cut({}))).toMatchObject([{ outcome: "posted" }]);
    expect(await gateway.store.recentDeposits(9)).toHaveLength(1);
  });
});

describe("an entry is judged alone", () => {
  it.each<[string, string, string, Drop]>([
    ["a negative net", "refused", "malformed", { data: { net: -1, gross: 0, tare: 1 } as object }],
    ["a net that does not fit", "refused", "malformed", { data: { net: 999 } as object }],
    ["a stream nobody takes", "held", "stream-not-accepted", { data: { stream: "batteries" } }],
    ["a weight above the maximum", "held", "weight-implausible", { data: heavy(10_001) }],
    [
      "a clock a day ahead",
      "held",
      "clock-implausible",
      { at: at("2026-11-23T08:00:00.000Z"), data: heavy(1_000) },
    ],
  ])("%s", async (_, outcome, reason, drop) => {
    const answers = await send(cut({}, drop, {}));
    expect(answers.map((one) => one.outcome)).toEqual(["posted", outcome, "posted"]);
    expect(answers[1]).toMatchObject({ reasons: [reason], credited: null });
  });

  it("another chain's is refused and takes no id", async () => {
    const foreign = { ...station.entry(), chain: generateSigningKey().id };
    expect(await send(station.signed([foreign]))).toMatchObject([
      { outcome: "refused", reasons: ["wrong-chain"] },
    ]);
    expect((await chainNow())?.next).toBe(1);
  });

  it("one that comes again is answered as before", async () => {
    const page = cut({});
    const [first] = await send(page);
    expect(await send(page)).toEqual([{ ...first, repeat: true }]);
  });

  it("one that comes again changed is a conflict, and the first stays", async () => {
    const entry = station.entry();
    const [first] = await send(station.signed([entry]));
    const other: JsonObject = { ...entry, prev: "w".repeat(43) };
    expect(await send(station.signed([other]))).toMatchObject([
      { outcome: "conflict", credited: null },
    ]);
    expect(await send(station.signed([entry]))).toEqual([{ ...first, repeat: true }]);
    expect((await gateway.store.quarantine()).conflicts).toBe(1);
  });

  it("gaps hold back nothing, and are reported until they are filled", async () => {
    const [one, two, three] = [cut({}), cut({}), cut({})];
    expect(await send(one)).toMatchObject([{ outcome: "posted" }]);
    expect(await send(three)).toMatchObject([{ outcome: "posted" }]);
    expect(await chainNow()).toMatchObject({ next: 4, missing: 1 });
    await send(two);
    expect(await chainNow()).toMatchObject({ next: 4, missing: 0, brokenLinks: 0 });
  });

  it("what comes under a revoked key is held", async () => {
    await act({ kind: "station-revoke", station: "beitillo-01" });
    now = EpochMs(now + 1_000);
    expect(await send(cut({}))).toMatchObject([{ outcome: "held", reasons: ["chain-revoked"] }]);
  });

  it("what a blocked card brings is held", async () => {
    await act({ kind: "card-block", card: card("card-1") });
    now = EpochMs(now + 60_000);
    expect(await send(cut({ at: now }))).toMatchObject([
      { outcome: "held", reasons: ["card-blocked"] },
    ]);
  });
});

describe("a clock that was never set", () => {
  it("holds a deposit until a later page of the same boot dates it", async () => {
    const unset = { at: at("2000-01-01T00:00:00.000Z"), clock: "unset" } as const;
    const early = station.entry({ ...unset, uptimeMs: 10_000 });
    const sentUnset = (text: string) =>
      text.replace(/"sent":\{[^}]*\}/, `"sent":${stampText({ ...unset, uptimeMs: 11_000 })}`);
    expect(await send(resigned(station.signed([early]), sentUnset))).toMatchObject([
      { outcome: "held", reasons: ["clock-implausible"] },
    ]);
    const synced = { at: now, uptimeMs: 70_000 };
    const sentSynced = (text: string) =>
      text.replace(
        /"sent":\{[^}]*\}/,
        `"sent":${stampText({ ...synced, clock: "synced", uptimeMs: 70_000 })}`,
      );
    await send(resigned(station.signed([station.entry(synced)]), sentSynced));
    expect(await send(station.signed([early]))).toMatchObject([
      { outcome: "posted", repeat: true, credited: 40 },
    ]);
    const [deposit] = (await gateway.store.recentDeposits(2)).filter(({ seq }) => seq === 1);
    expect(deposit?.weighedAt).toBe(utcTime(now - 60_000));
  });
});

describe("across a month's cap", () => {
  const loads = [9_000, 10_000, 8_500].map((net) => ({ data: heavy(net) }));

  it.each([
    ["in order", [0, 1, 2]],
    ["backwards", [2, 1, 0]],
    ["mixed", [1, 2, 0]],
  ])("any order of arrival gives the same month: %s", async (_, order) => {
    const pages = loads.map((load) => cut(load));
    for (const index of order) await send(pages[index] ?? cut({}));
    expect((await gateway.store.household("h001"))?.balance).toBe(1_000); // 25 kg x 0.40
  });
});

describe("too large a packet", () => {
  it("ends the connection, and the station comes back", async () => {
    const gone = new Promise<void>((resolve) => client.once("close", () => resolve()));
    const payload = Buffer.alloc(400_000, "A");
    client.publish(cut({}).topic, payload, { qos: 1 }, () => {});
    await gone;
    client = await connect();
    expect(await send(cut({}))).toMatchObject([{ outcome: "posted" }]);
  });
});

function heavy(net: number) {
  return { net, gross: net, tare: 0 } as object;
}

const stampText = (stamp: { at: EpochMs; clock: string; uptimeMs: number }) =>
  `{"boot":"${BOOT}","clock":"${stamp.clock}","time":"${utcTime(stamp.at)}","uptimeMs":${stamp.uptimeMs}}`;

async function chainNow() {
  return (await gateway.store.stations()).find((one) => one.station === "beitillo-01")?.chains[0];
}
