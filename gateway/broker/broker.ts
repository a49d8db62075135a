import { Aedes, type AedesOptions, type Client, type PublishPacket } from "aedes";
import type { BaseLogger } from "pino";
import { clientIdOf, parseClientId, type StationName } from "#contract/topics.ts";
import { maySubscribe, nameOfClient, uplinkOf } from "./access.ts";
import { type Door, openDoor } from "./door.ts";

/** What the broker does with what it hears, and where it listens. */
export type BrokerOptions = {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM texts; null: in the clear. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  authenticate(name: StationName, password: string): Promise<boolean>;
  /** PUBACK goes out when this resolves; when it rejects, the connection ends without one. */
  onPage(topic: string, payload: Uint8Array): Promise<void>;
  onEnrol(name: StationName, payload: Uint8Array): void;
  onHealth(name: StationName, payload: Uint8Array): void;
  /** What a station said, or its last will says for it: `online`, `offline`. */
  onState(name: StationName, state: string): void;
  readonly log: Pick<BaseLogger, "debug" | "warn">;
};

/** All that the gateway knows of MQTT: an embedded broker for stations alone. */
export type Broker = {
  readonly port: number;
  /** QoS 1. Retained messages are kept in memory: whoever publishes them does so at each start. */
  publish(topic: string, payload: string, options: { readonly retain: boolean }): void;
  connected(): readonly StationName[];
  disconnect(name: StationName): void;
  close(): Promise<void>;
};

const CONNECT_TIMEOUT_MS = 10_000;
/** How long a station may leave its receipts unread before it is cut off. */
const DRAIN_TIMEOUT_MS = 10_000;
/** `{scheme}.{station}` */
const MAX_CLIENT_ID_LENGTH = 65;

/** @throws CannotListen */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const { log } = options;
  const stations = new Map<string, Client>();
  const aedes = await Aedes.createBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    maxClientsIdLength: MAX_CLIENT_ID_LENGTH,
    // One slow station must not hold up what others are sent; its own drain timeout bounds it.
    concurrency: 0,
    ...hooksOf(options, (client) => door.admit(client)),
  });
  const closeAedes = () => new Promise<void>((resolve) => aedes.close(resolve));
  aedes.on("client", (client) => stations.set(client.id, client));
  aedes.on("clientDisconnect", (client) => {
    if (stations.get(client.id) === client) stations.delete(client.id);
  });
  aedes.on("clientError", ({ id }, { message }) => log.debug({ id, message }, "client cut off"));
  aedes.on("connectionError", (_, { message }) => log.debug({ message }, "connection cut off"));

  const door: Door<Client> = await openDoor({
    ...options,
    enter: (stream) => aedes.handle(stream),
  }).catch(async (error) => {
    await closeAedes();
    throw error;
  });

  return {
    port: door.port,
    publish(topic, payload, { retain }) {
      const bytes = Buffer.from(payload);
      const packet = { cmd: "publish", topic, payload: bytes, qos: 1, retain, dup: false } as const;
      aedes.publish(packet, (error) => {
        if (error) log.warn({ topic, message: error.message }, "not published");
      });
    },
    connected: () => [...stations.keys()].map(parseClientId).filter((name) => name !== null),
    disconnect: (name) => stations.get(clientIdOf(name))?.close(),
    async close() {
      door.shut();
      await closeAedes();
      door.clear();
    },
  };
}

/** Who may connect, say and hear what. */
function hooksOf(options: BrokerOptions, admit: (client: Client) => void): AedesOptions {
  const { log } = options;
  return {
    preConnect(_client, packet, done) {
      // Kept sessions would be queues without a bound; what has no receipt is sent again anyway.
      packet.clean = true;
      done(null, true);
    },
    authenticate(client, userName, password, done) {
      const name = nameOfClient(client.id, userName);
      if (name === null || password === undefined) return done(null, false);
      options.authenticate(name, password.toString("utf8")).then(
        (known) => {
          if (known) admit(client);
          else log.warn({ id: client.id }, "wrong station name or password");
          done(null, known);
        },
        (error: Error) => {
          log.warn({ id: client.id, message: error.message }, "cannot authenticate now");
          done(null, false);
        },
      );
    },
    authorizeSubscribe(client, subscription, done) {
      const allowed = maySubscribe(client.id, subscription.topic);
      if (!allowed) log.warn({ id: client.id, filter: subscription.topic }, "subscription refused");
      done(null, allowed ? subscription : null);
    },
    // Called for last wills too, then sometimes without a client. An error would cut the connection,
    // and a station that sends the same again would do so for ever: so nothing is an error here but
    // a page that could not even be looked at.
    authorizePublish(client, packet, done) {
      const { topic } = packet;
      const payload = Buffer.from(packet.payload);
      const uplink = client === null ? null : uplinkOf(client.id, topic);
      routeNowhere(packet);
      if (uplink?.leaf === "journal") {
        options.onPage(topic, payload).then(() => done(), done);
        return;
      }
      if (uplink === null) log.warn({ id: client?.id, topic }, "publish refused");
      else if (uplink.leaf === "enrol") options.onEnrol(uplink.name, payload);
      else if (uplink.leaf === "health") options.onHealth(uplink.name, payload);
      else options.onState(uplink.name, payload.toString("latin1"));
      done();
    },
  };
}

/** All that stations publish ends in the hooks above: nobody subscribes to it, nothing is retained. */
function routeNowhere(packet: PublishPacket): void {
  packet.topic = "$SYS/taken";
  packet.payload = "";
  packet.retain = false;
}
