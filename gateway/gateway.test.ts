import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { signEnrol } from "#contract/enrol.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { parseJws } from "#contract/jws.ts";
import { defaultConfig } from "./config.ts";
import {
  DataFolderTaken,
  type DeskParts,
  type Gateway,
  type GatewayOptions,
  openGateway,
} from "./gateway.ts";
import { signingStation } from "./ingest/sample-pages.ts";
import { passwordHashOf } from "./keyring/password.ts";
import type { Act } from "./registry/act.ts";
import { at, BOOT } from "./store/sample-station.ts";
import { sampleTariff } from "./store/sample-tariff.ts";

const NOW = at("2026-11-22T08:00:01.000Z");
const PREFIX = "qamama/1/beitillo/beitillo-01";
let data = "";
const opened: { close(): Promise<void> }[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "qamama-gateway-"));
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  rmSync(data, { recursive: true });
});

async function start(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const config = { ...defaultConfig(), data, mqtt: { host: "127.0.0.1", port: 0, tls: null } };
  const log = pino({ level: "silent" });
  const gateway = await openGateway(config, { now: () => NOW, log, ...options });
  opened.push(gateway);
  return gateway;
}

const act = async ({ store }: Gateway, fields: object) => {
  const done = await store.act({ actor: "test", at: NOW, ...fields } as Act);
  assert(done.ok, done.ok ? "" : done.problem.message);
};

async function enrolled(gateway: Gateway) {
  const station = signingStation();
  const fields = { publicKey: station.key.publicJwk, passwordHash: passwordHashOf("secret") };
  await act(gateway, { kind: "station-enrol", station: "beitillo-01", ...fields });
  return station;
}

async function connected({ mqttPort }: Gateway) {
  const id = "beitillo.beitillo-01";
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
    clientId: id,
    username: id,
    password: "secret",
    reconnectPeriod: 0,
  });
  opened.push({ close: () => client.endAsync(true) });
  return client;
}

/** What a station hears next on one of its topics, its signature not looked at. */
function hears(client: MqttClient, leaf: string): () => Promise<Record<string, unknown>> {
  const heard: Buffer[] = [];
  let wake = () => {};
  client.on("message", (topic, payload) => {
    if (topic !== `${PREFIX}/${leaf}`) return;
    heard.push(payload);
    wake();
  });
  return async () => {
    while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const jws = parseJws(heard.shift() ?? Buffer.alloc(0));
    assert(jws.ok, "a JWS");
    return JSON.parse(Buffer.from(jws.value.payload).toString());
  };
}

describe("a gateway", () => {
  it("turns a signed page into credits and a receipt", async () => {
    const gateway = await start();
    const station = await enrolled(gateway);
    await act(gateway, { kind: "tariff-publish", tariff: sampleTariff() });
    const client = await connected(gateway);
    const receipt = hears(client, "receipts");
    await client.subscribeAsync(`${PREFIX}/receipts`, { qos: 1 });
    const { topic, payload } = station.cut([{ data: { net: 4_320, gross: 4_320 } as object }]);
    await client.publishAsync(topic, payload, { qos: 1 });
    expect((await gateway.store.recentDeposits(1))[0]).toMatchObject({ credited: 173 });
    expect(await receipt()).toMatchObject({
      station: "beitillo-01",
      outcomes: [{ seq: 1, outcome: "posted", repeat: false, credited: 173, points: 17_280 }],
    });
    await client.publishAsync(topic, payload, { qos: 1 });
    expect(await receipt()).toMatchObject({ outcomes: [{ outcome: "posted", repeat: true }] });
  });

  it("tells a station its settings, and again when it comes online and when the tariff changes", async () => {
    const gateway = await start();
    await enrolled(gateway);
    const client = await connected(gateway);
    const [keys, settings] = [hears(client, "keys"), hears(client, "settings")];
    await client.subscribeAsync([`${PREFIX}/keys`, `${PREFIX}/settings`], { qos: 1 });
    const { version } = await keys();
    expect(await settings()).toMatchObject({ keysVersion: version, streams: [] });
    await client.publishAsync(`${PREFIX}/state`, "online", { qos: 1, retain: true });
    expect(await settings()).toMatchObject({ chains: [{ number: 1, state: "open", next: 1 }] });
    await act(gateway, { kind: "tariff-publish", tariff: sampleTariff() });
    const streams = (await settings()).streams;
    expect(streams).toContainEqual(expect.objectContaining({ stream: "plastic", ratePerKg: 40 }));
  });

  it("records a request for a chain, and lets it in when a person approves", async () => {
    const gateway = await start();
    const station = await enrolled(gateway);
    const client = await connected(gateway);
    const settings = hears(client, "settings");
    await client.subscribeAsync(`${PREFIX}/settings`, { qos: 1 });
    await settings();
    const key = generateSigningKey();
    const stamp = { boot: BOOT, clock: "synced", time: utcTime(NOW), uptimeMs: 1 } as const;
    const enrol = signEnrol({ scheme: "beitillo", station: "beitillo-01" }, stamp, key);
    await client.publishAsync(`${PREFIX}/enrol`, enrol, { qos: 1 });
    await settings(); // its facts changed, although nothing of it is in force
    const code = key.id.slice(0, 12);
    await act(gateway, { kind: "chain-approve", station: station.station, code });
    const { chains } = await settings();
    expect(chains).toContainEqual({ chain: key.id, number: 2, state: "open", next: 1 });
  });

  it("says how it is, and who is there", async () => {
    const parts: DeskParts[] = [];
    const openDesk = async (given: DeskParts) => {
      parts.push(given);
      return { httpPort: 8080, close: async () => {} };
    };
    const gateway = await start({ openDesk });
    expect(gateway.httpPort).toBe(8080);
    await enrolled(gateway);
    const client = await connected(gateway);
    await client.publishAsync(`${PREFIX}/state`, "online", { qos: 1 });
    expect(parts[0]?.status()).toEqual({
      startedAt: utcTime(NOW),
      faults: [],
      stations: new Map([
        ["beitillo-01", { online: true, lastContact: utcTime(NOW), health: null }],
      ]),
    });
  });

  it("remembers stations, keys and deposits when it is opened again", async () => {
    const first = await start();
    const station = await enrolled(first);
    const { topic, payload } = station.cut();
    await (await connected(first)).publishAsync(topic, payload, { qos: 1 });
    await first.close();
    const second = await start();
    const client = await connected(second);
    const receipt = hears(client, "receipts");
    await client.subscribeAsync(`${PREFIX}/receipts`, { qos: 1 });
    await client.publishAsync(topic, payload, { qos: 1 });
    expect(await receipt()).toMatchObject({ outcomes: [{ repeat: true }] });
  });

  it("can be given a store in front of its store", async () => {
    const calls: string[] = [];
    const wrapStore: GatewayOptions["wrapStore"] = (store) => ({
      ...store,
      stations: () => {
        calls.push("stations");
        return store.stations();
      },
    });
    await start({ wrapStore });
    expect(calls).toContain("stations");
  });
});

describe("a gateway that cannot open", () => {
  it("leaves a folder alone that another one uses", async () => {
    await start();
    await expect(start()).rejects.toThrow(DataFolderTaken);
  });

  it("lets go of everything it had opened", async () => {
    const { mqttPort } = await start();
    const other = mkdtempSync(join(tmpdir(), "qamama-gateway-"));
    const log = pino({ level: "silent" });
    const mqtt = { host: "127.0.0.1", port: mqttPort, tls: null };
    const config = { ...defaultConfig(), data: other, mqtt };
    await expect(openGateway(config, { now: () => NOW, log })).rejects.toThrow(/is taken/);
    const again = await openGateway(
      { ...config, mqtt: { ...mqtt, port: 0 } },
      { now: () => NOW, log },
    );
    await again.close();
    rmSync(other, { recursive: true });
  });

  it.each([
    ["that is not there", "/nowhere/cert.pem"],
    ["that is no PEM", import.meta.filename],
  ])("for a certificate %s says which setting to mend", async (_what, certFile) => {
    const tls = { certFile, keyFile: certFile };
    const config = { ...defaultConfig(), data, mqtt: { host: "127.0.0.1", port: 0, tls } };
    const log = pino({ level: "silent" });
    await expect(openGateway(config, { now: () => NOW, log })).rejects.toThrow(/\[mqtt\.tls\]/);
  });
});
