import { createServer, type Server } from "node:net";
import { Aedes, type AuthenticateError } from "aedes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTimers, openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import { type Link, LinkLost, type LinkMessage } from "./link.ts";
import { mqttLink } from "./mqtt.ts";

const state: LinkMessage = { topic: "a/state", payload: "online", qos: 1, retain: true };
const will: LinkMessage = { ...state, payload: "offline" };

let broker: Aedes;
let server: Server;
let port: number;
let timers: FakeTimers;
let logged: string[];
let heard: [string, string][];
let link: Link | null;
const happened = openLog();

/** What has happened so far, and a way to wait for it. */
function openLog() {
  let events: string[] = [];
  let wake = () => {};
  return {
    add(event: string) {
      events.push(event);
      wake();
    },
    async until(...expected: string[]) {
      while (expected.some((event) => !events.includes(event))) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    count: (event: string) => events.filter((it) => it === event).length,
    clear() {
      events = [];
    },
  };
}

async function startBroker(): Promise<void> {
  broker = await Aedes.createBroker();
  broker.on("publish", ({ topic, payload }) => {
    if (!topic.startsWith("$SYS")) happened.add(`${topic} ${payload}`);
  });
  server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
}

async function stopBroker(): Promise<void> {
  await new Promise<void>((resolve) => broker.close(resolve));
  await new Promise((resolve) => server.close(resolve));
}

function open(): Link {
  const access = {
    url: `mqtt://127.0.0.1:${port}`,
    user: "a.b",
    password: "right",
    caFile: null,
    accessFile: "join.json",
  };
  const log = (level: string, message: string) => {
    logged.push(`${level} ${message}`);
    happened.add("logged");
  };
  const openLink = mqttLink(access, { timers, log });
  link = openLink(
    { clientId: "a.b", topics: ["a/receipts"], will },
    {
      onUp: () => happened.add("up"),
      onDown: () => happened.add("down"),
      onMessage: (topic, payload) => {
        heard.push([topic, new TextDecoder().decode(payload)]);
        happened.add("message");
      },
    },
  );
  return link;
}

beforeEach(async () => {
  happened.clear();
  [logged, heard, port, link] = [[], [], 0, null];
  timers = openFakeTimers();
  await startBroker();
});
afterEach(async () => {
  await link?.close(will);
  await stopBroker();
});

describe("the line", () => {
  it("connects, hears, and resolves a publish on PUBACK", async () => {
    const line = open();
    await happened.until("up");
    await line.publish(state);
    expect(happened.count("a/state online")).toBe(1);
    broker.publish(packet("a/receipts", "receipt"), () => {});
    await happened.until("message");
    expect(heard).toEqual([["a/receipts", "receipt"]]);
  });

  it("hears what was retained before it came", async () => {
    await new Promise<void>((resolve) => {
      broker.publish({ ...packet("a/receipts", "old"), retain: true }, () => resolve());
    });
    open();
    await happened.until("message");
    expect(heard).toEqual([["a/receipts", "old"]]);
  });

  it("refuses to publish without a line, and keeps nothing for later", async () => {
    const line = open();
    await expect(line.publish(state)).rejects.toThrow(LinkLost);
    await happened.until("up");
    expect(happened.count("a/state online")).toBe(0);
  });

  it("rejects what was not acknowledged when the line goes away, and never sends it again", async () => {
    const line = open();
    await happened.until("up");
    broker.authorizePublish = () => happened.add("asked"); // never answers
    const published = line.publish(state);
    published.catch(() => {});
    await happened.until("asked");
    await stopBroker();
    await expect(published).rejects.toThrow(LinkLost);
    await happened.until("down");
    happened.clear();
    await startBroker();
    timers.pass(60_000);
    await happened.until("up");
    await line.publish({ ...state, payload: "again" });
    expect(happened.count("a/state online")).toBe(0);
  });

  it("says goodbye when it is closed, and then the will is not needed", async () => {
    open();
    await happened.until("up");
    await link?.close({ ...state, payload: "goodbye" });
    expect(happened.count("a/state goodbye")).toBe(1);
    expect(happened.count("a/state offline")).toBe(0);
  });

  it("is told by the will when it dies", async () => {
    open();
    await happened.until("up");
    for (const client of Object.values(clientsOf(broker))) client.conn.destroy();
    await happened.until("down", "a/state offline");
  });
});

describe("a broker that does not want this station", () => {
  it("is tried again slowly, and the file to mend is named", async () => {
    let asked = 0;
    broker.authenticate = (_client, _user, _password, done) => {
      asked += 1;
      const error: AuthenticateError = Object.assign(new Error("no"), { returnCode: 4 });
      done(error, false);
    };
    open();
    await happened.until("logged");
    expect(logged.join()).toMatch(/alarm .*join\.json/);
    timers.pass(299_000);
    expect(asked).toBe(1);
    happened.clear();
    timers.pass(1_000);
    await happened.until("logged");
    expect(asked).toBe(2);
  });

  it("is no line when it does not let it hear", async () => {
    broker.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
    open();
    await happened.until("logged");
    expect(logged.join()).toMatch(/does not let this station hear/);
    expect(happened.count("up")).toBe(0);
  });
});

const packet = (topic: string, payload: string) => ({
  cmd: "publish" as const,
  topic,
  payload: Buffer.from(payload),
  qos: 1 as const,
  retain: false,
  dup: false,
});

function clientsOf(it: object): Record<string, { conn: { destroy(): void } }> {
  return "clients" in it ? (it.clients as Record<string, { conn: { destroy(): void } }>) : {};
}
