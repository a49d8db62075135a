import { once } from "node:events";
import { connect as connectSocket, type Socket } from "node:net";
import { connect, connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { generate } from "mqtt-packet";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import type { StationName } from "#contract/topics.ts";
import { type Broker, type BrokerOptions, openBroker } from "./broker.ts";
import { TEST_CERTIFICATE } from "./certificate.fixture.ts";

const ID = "beitillo.beitillo-01";
const CREDENTIALS = { clientId: ID, username: ID, password: "right", reconnectPeriod: 0 };
const name = { scheme: "beitillo", station: "beitillo-01" };
const own = "qamama/1/beitillo/beitillo-01";
const page = `${own}/journal/Zk3eAAAAAAAAAAAAAAAAAA/1-1`;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function broker(options: Partial<BrokerOptions> = {}): Promise<Broker> {
  const defaults: BrokerOptions = {
    host: "127.0.0.1",
    port: 0,
    tls: null,
    authenticate: async (_name, password) => password === "right",
    onPage: async () => {},
    onEnrol: () => {},
    onHealth: () => {},
    onState: () => {},
    log: pino({ level: "silent" }),
  };
  const made = await openBroker({ ...defaults, ...options });
  opened.push(made);
  return made;
}

async function station(port: number, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    ...CREDENTIALS,
    ...options,
  });
  client.on("error", () => {}); // a cut connection shows as `close`
  opened.push({ close: () => client.endAsync(true) });
  return client;
}

const closed = (client: MqttClient) => new Promise<void>((done) => client.once("close", done));

/** Resolves with what a callback is called with, one call after another. */
function calls<Args extends unknown[]>() {
  const heard: Args[] = [];
  let wake = () => {};
  return {
    heard,
    take: (...args: Args) => {
      heard.push(args);
      wake();
    },
    async next(): Promise<Args> {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const first = heard.shift();
      assert(first !== undefined, "one has come");
      return first;
    },
  };
}

const connectPacket = (clientId: string) =>
  generate({ cmd: "connect", clientId, username: clientId, password: Buffer.from("right") });

function rawSocket(port: number): Socket {
  const socket = connectSocket(port, "127.0.0.1");
  opened.push({ close: async () => void socket.destroy() });
  socket.on("error", () => {});
  return socket;
}

describe("who may connect", () => {
  it.each([
    ["the right password", {}, true],
    ["a wrong password", { password: "wrong" }, false],
    ["no password", { password: undefined }, false],
    ["another's user name", { username: "beitillo.beitillo-02" }, false],
    ["an empty client id", { clientId: "", username: "" }, false],
  ])("with %s", async (_what, options, welcome) => {
    const { port } = await broker();
    const attempt = station(port, options as IClientOptions);
    if (welcome) await attempt;
    else await expect(attempt).rejects.toThrow(/[Nn]ot authorized/);
  });

  it("knows who is connected, and sends away whom it is told to", async () => {
    const { port, connected, disconnect } = await broker();
    const client = await station(port);
    expect(connected()).toEqual([name]);
    disconnect(name);
    await closed(client);
    expect(connected()).toEqual([]);
  });

  it("lets the later of two connections of one station stay", async () => {
    const { port, connected } = await broker();
    const first = await station(port);
    const gone = closed(first);
    await station(port);
    await gone;
    expect(connected()).toEqual([name]);
  });

  it("keeps no session, whatever is asked for", async () => {
    const { port } = await broker();
    await (await station(port, { clean: false })).endAsync();
    const again = connect(`mqtt://127.0.0.1:${port}`, { ...CREDENTIALS, clean: false });
    opened.push({ close: () => again.endAsync(true) });
    const [connack] = await new Promise<unknown[]>((done) =>
      again.once("connect", (...args) => done(args)),
    );
    expect(connack).toMatchObject({ sessionPresent: false });
  });
});

describe("a page", () => {
  it("is acknowledged only when it has been taken", async () => {
    const pages = calls<[string, Uint8Array]>();
    const taken = Promise.withResolvers<void>();
    const onPage = (topic: string, payload: Uint8Array) => {
      pages.take(topic, payload);
      return taken.promise;
    };
    const client = await station((await broker({ onPage })).port);
    let acknowledged = false;
    const publishing = client.publishAsync(page, "signed", { qos: 1 }).then(() => {
      acknowledged = true;
    });
    expect(await pages.next()).toEqual([page, Buffer.from("signed")]);
    await client.subscribeAsync(`${own}/keys`); // a round trip, answered although the page waits
    expect(acknowledged).toBe(false);
    taken.resolve();
    await publishing;
  });

  it("that could not be looked at gets no acknowledgement, and the connection ends", async () => {
    const onPage = () => Promise.reject(new Error("the store is closed"));
    const client = await station((await broker({ onPage })).port);
    client.publish(page, "signed", { qos: 1 });
    await closed(client);
  });
});

describe("what else a station says", () => {
  it("reaches its handler with the station's name", async () => {
    const said = calls<[string, StationName, string]>();
    const take = (what: string) => (of: StationName, payload: Uint8Array | string) =>
      said.take(what, of, Buffer.from(payload).toString());
    const { port } = await broker({
      onEnrol: take("enrol"),
      onHealth: take("health"),
      onState: take("state"),
    });
    const client = await station(port);
    await client.publishAsync(`${own}/enrol`, "e", { qos: 1 });
    await client.publishAsync(`${own}/state`, "online", { qos: 1, retain: true });
    await client.publishAsync(`${own}/health`, "h", { qos: 0 });
    expect(await said.next()).toEqual(["enrol", name, "e"]);
    expect(await said.next()).toEqual(["state", name, "online"]);
    expect(await said.next()).toEqual(["health", name, "h"]);
  });

  it("includes the last will of one that vanished, not of one that took its leave", async () => {
    const states = calls<[StationName, string]>();
    const { port } = await broker({ onState: states.take });
    const will = { topic: `${own}/state`, payload: Buffer.from("offline"), qos: 1 as const };
    await (await station(port, { will })).endAsync();
    (await station(port, { will })).stream.destroy();
    expect(await states.next()).toEqual([name, "offline"]);
    expect(states.heard).toEqual([]);
  });

  it("as another station, even by a last will, is acknowledged and goes nowhere", async () => {
    const states = calls<[StationName, string]>();
    const { port, connected } = await broker({ onState: states.take, onPage: async () => {} });
    const other = "qamama/1/beitillo/beitillo-02";
    const will = { topic: `${other}/state`, payload: Buffer.from("offline"), qos: 1 as const };
    const client = await station(port, { will });
    await client.publishAsync(`${other}/state`, "online", { qos: 1 });
    await client.publishAsync(`${own}/settings`, "forged", { qos: 1, retain: true });
    expect(connected()).toEqual([name]);
    client.stream.destroy();
    const again = await station(port);
    await again.subscribeAsync(`${own}/settings`, { qos: 1 });
    again.on("message", () => expect.fail("what a station forged came back"));
    await again.publishAsync(`${own}/state`, "online", { qos: 1 });
    expect(await states.next()).toEqual([name, "online"]);
  });
});

describe("what a station hears", () => {
  it("is its own four topics, retained ones at once", async () => {
    const { port, publish } = await broker();
    publish(`${own}/settings`, "s", { retain: true });
    const client = await station(port);
    const heard = calls<[string, string]>();
    client.on("message", (topic, payload) => heard.take(topic, payload.toString()));
    await client.subscribeAsync([`${own}/settings`, `${own}/receipts`], { qos: 1 });
    expect(await heard.next()).toEqual([`${own}/settings`, "s"]);
    publish(`${own}/receipts`, "r", { retain: false });
    expect(await heard.next()).toEqual([`${own}/receipts`, "r"]);
  });

  it.each(["#", "qamama/1/beitillo/beitillo-02/receipts", `$share/all/${own}/receipts`])(
    "is not %s, which is refused without a disconnect",
    async (filter) => {
      const client = await station((await broker()).port);
      const refused = client.subscribeAsync(filter, { qos: 1 });
      await expect(refused).rejects.toMatchObject({
        message: expect.stringMatching(/refused|error/i),
      });
      await client.publishAsync(`${own}/state`, "online", { qos: 1 });
      expect(client.connected).toBe(true);
    },
  );
});

describe("too much", () => {
  it("of one packet ends the connection, up to it a page passes", async () => {
    const pages = calls<[string, Uint8Array]>();
    const onPage = async (topic: string, payload: Uint8Array) => pages.take(topic, payload);
    const client = await station((await broker({ onPage })).port);
    await client.publishAsync(page, Buffer.alloc(262_144), { qos: 1 });
    expect((await pages.next())[1]).toHaveLength(262_144);
    client.publish(page, Buffer.alloc(264_000), { qos: 1 });
    await closed(client);
    expect(pages.heard).toEqual([]);
  });

  it("before authentication ends the connection", async () => {
    const { port } = await broker();
    const socket = rawSocket(port);
    socket.write(connectPacket("x".repeat(2000)));
    await once(socket, "close");
  });

  it("is a packet of 256 MiB, of which only the header has come", async () => {
    const { port } = await broker();
    const socket = rawSocket(port);
    socket.write(Uint8Array.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await once(socket, "close");
  });

  it("is garbage", async () => {
    const { port, connected } = await broker();
    const socket = rawSocket(port);
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await once(socket, "close");
    expect(connected()).toEqual([]);
  });

  it("are connections that never say who they are: the oldest gives way, a station comes through", async () => {
    const { port } = await broker();
    const idle = Array.from({ length: 256 }, () => rawSocket(port));
    await Promise.all(idle.map((socket) => once(socket, "connect")));
    const [oldest] = idle;
    assert(oldest !== undefined, "there are 256");
    const gone = once(oldest, "close");
    await station(port);
    await gone;
  });
});

describe("TLS", () => {
  it("is spoken where there is a certificate", async () => {
    const { port } = await broker({ tls: TEST_CERTIFICATE });
    const client = await connectAsync(`mqtts://localhost:${port}`, {
      ...CREDENTIALS,
      ca: TEST_CERTIFICATE.cert,
    });
    opened.push({ close: () => client.endAsync(true) });
    await client.publishAsync(page, Buffer.alloc(100_000), { qos: 1 });
  });

  it.each([
    ["no PEM", { cert: "no", key: "no" }],
    ["no key", { cert: TEST_CERTIFICATE.cert, key: "no" }],
  ])("is refused in one sentence with %s", async (_what, tls) => {
    await expect(broker({ tls })).rejects.toThrow(/\[mqtt\.tls\]/);
  });

  it("is not left out by a client that would rather not", async () => {
    const { port, connected } = await broker({ tls: TEST_CERTIFICATE });
    const socket = rawSocket(port);
    socket.write(connectPacket(ID));
    await once(socket, "close");
    expect(connected()).toEqual([]);
  });
});

describe("a port", () => {
  it("that is taken is refused with the flag to choose another", async () => {
    const { port } = await broker();
    await expect(broker({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port with --mqtt-port.`,
    );
  });
});
