import { readFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { type IClientOptions, MqttClient } from "mqtt";
import { FileToMend } from "../files.ts";
import type { Log } from "../log.ts";
import type { Timers } from "../timers.ts";
import {
  type LinkEvents,
  LinkLost,
  type LinkMessage,
  type LinkPlan,
  type OpenLink,
} from "./link.ts";

/** How to reach the broker. */
export type MqttAccess = {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** PEM file of the authority that signed the broker's certificate, or null for the system's. */
  readonly caFile: string | null;
  /** The file to mend when the broker does not know user or password: named in the log. */
  readonly accessFile: string;
};

const KEEP_ALIVE_SECONDS = 30;
const CONNECT_TIMEOUT_MS = 20_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A password does not become right by itself, but an operator may mend it at the gateway. */
const REFUSED_RETRY_MS = 300_000;
/** CONNACK of MQTT 3.1.1: bad user name or password; not authorised. */
const REFUSED_CODES: ReadonlySet<unknown> = new Set([4, 5]);

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new FileToMend(`${file} cannot be read: mend "ca" in [mqtt], or put the file there.`);
  }
}

/**
 * MQTT.js as a pipe. Each connection is a client of its own: one that reconnects by itself would send
 * again what it holds in memory, and sending again is the courier's.
 *
 * @throws FileToMend when the authority's file cannot be read
 */
export function mqttLink(
  access: MqttAccess,
  { timers, log }: { timers: Timers; log: Log },
): OpenLink {
  const authority = access.caFile === null ? null : readAuthority(access.caFile);
  return (plan, events) => {
    let closed = false;
    let failures = 0;
    let current = dial();
    let cancelRetry = () => {};

    function dial(): Line {
      const stream = () => openStream(access.url, authority);
      const client = new MqttClient(stream, optionsOf(access, plan));
      return openLine(client, plan, {
        ...events,
        onUp() {
          failures = 0;
          events.onUp();
        },
        onGone: (reason, wasUp) => {
          if (wasUp) events.onDown();
          if (!closed) cancelRetry = timers.after(retryIn(reason), () => (current = dial()));
        },
      });
    }

    function retryIn(reason: Error | null): number {
      failures += 1;
      if (isRefusal(reason)) {
        log(
          "alarm",
          `The broker refuses this station: mend user or password in ${access.accessFile}.`,
        );
        return REFUSED_RETRY_MS;
      }
      if (failures === 1) log("warn", `No line to ${access.url}: ${reason?.message ?? "closed"}`);
      const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10));
      return delay * (1 + timers.chance() / 2);
    }

    return {
      publish: (message) => current.publish(message),
      async close(last) {
        closed = true;
        cancelRetry();
        await current.publish(last).catch(() => {}); // a line that is down needs no goodbye
        await current.end();
      },
    };
  };
}

function optionsOf(access: MqttAccess, plan: LinkPlan): IClientOptions {
  const { topic, payload, qos, retain } = plan.will;
  return {
    clientId: plan.clientId,
    username: access.user,
    password: access.password,
    protocolVersion: 4,
    clean: true,
    keepalive: KEEP_ALIVE_SECONDS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: 0,
    queueQoSZero: false,
    // Else a ready-made Buffer for each of 65536 packet numbers: 8 MB, for a few packets a minute.
    writeCache: false,
    will: { topic, payload: Buffer.from(payload), qos, retain },
  };
}

const PLAIN_PORT = 1883;
const TLS_PORT = 8883;

/** Not by MQTT.js's own `connect`, which loads WebSockets and SOCKS too: 16 MB that a station needs not. */
function openStream(address: string, authority: Buffer | null) {
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replace(/^\[(.*)\]$/, "$1"); // IPv6
  if (protocol === "mqtt:") return connectTcp({ host, port: Number(port || PLAIN_PORT) });
  return connectTls({ host, port: Number(port || TLS_PORT), ...(authority && { ca: authority }) });
}

type Line = { publish(message: LinkMessage): Promise<void>; end(): Promise<void> };
type LineEvents = LinkEvents & { onGone(reason: Error | null, wasUp: boolean): void };

/** One connection, from dialling to its end, which is told once. */
function openLine(client: MqttClient, plan: LinkPlan, events: LineEvents): Line {
  let state: "dialling" | "up" | "gone" = "dialling";
  let lastError: Error | null = null;
  const unacknowledged = new Set<(error: Error) => void>();

  client.on("error", (error) => (lastError = error));
  client.on("message", (topic, payload) => events.onMessage(topic, payload));
  client.on("connect", () => {
    client.subscribe([...plan.topics], { qos: 1 }, (error, granted) => {
      if (error !== null || granted?.some(({ qos }) => qos === 128)) {
        const why = error?.message ?? "refused";
        lastError = new Error(`the broker does not let this station hear the gateway: ${why}`);
        client.end(true);
        return;
      }
      state = "up";
      events.onUp();
    });
  });
  client.on("close", () => {
    if (state === "gone") return;
    const wasUp = state === "up";
    state = "gone";
    for (const reject of unacknowledged) reject(new LinkLost("the line went away"));
    client.end(true);
    events.onGone(lastError, wasUp);
  });

  return {
    publish: ({ topic, payload, qos, retain }) =>
      new Promise((resolve, reject) => {
        // When not connected MQTT.js would keep the message in memory and send it some day.
        if (state !== "up" || !client.connected) {
          reject(new LinkLost("there is no line"));
          return;
        }
        unacknowledged.add(reject);
        client.publish(topic, payload, { qos, retain }, (error) => {
          unacknowledged.delete(reject);
          if (error) reject(new LinkLost(error.message));
          else resolve();
        });
      }),
    end: () => client.endAsync().then(() => {}),
  };
}

function isRefusal(reason: Error | null): boolean {
  return reason !== null && "code" in reason && REFUSED_CODES.has(reason.code);
}
