import { createPrivateKey } from "node:crypto";
import { signingKeyOf } from "#contract/jwk.ts";
import { parseJws } from "#contract/jws.ts";
import { topicOf } from "#contract/topics.ts";
import { benchStation, SCHEME } from "./bench-stations.ts";
import { connectRaw, publishFrame, type RawClient } from "./raw-client.ts";
import { percentile } from "./statistics.ts";

/** What the benchmark tells this process, which shares no event loop with the gateway. */
export type GeneratorOrder =
  | {
      readonly do: "connect";
      readonly port: number;
      readonly stations: readonly { readonly privateKey: string; readonly password: string }[];
    }
  /** As fast as answers come, so many pages on their way per connection. */
  | {
      readonly do: "flood";
      readonly deposits: number;
      readonly perPage: number;
      readonly window: number;
    }
  | { readonly do: "steady"; readonly deposits: number; readonly perSecond: number };

export type Figures = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};
export type GeneratorAnswer =
  | { readonly done: "connect" }
  | ({ readonly done: "flood" | "steady" } & Figures);

type Connection = {
  readonly client: RawClient;
  readonly station: ReturnType<typeof benchStation>;
  /** Last seq of each page on its way, with the moment of its publishing. */
  readonly sent: Map<number, number>;
};

const connections: Connection[] = [];
let answered: (latencyMs: number, connection: Connection) => void = () => {};

process.on("message", (order: GeneratorOrder) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());

async function obey(order: GeneratorOrder): Promise<GeneratorAnswer> {
  if (order.do === "connect") {
    for (const [index, { privateKey, password }] of order.stations.entries()) {
      connections.push(await connectStation(index, privateKey, password, order.port));
    }
    return { done: "connect" };
  }
  return order.do === "flood"
    ? { done: "flood", ...(await flood(order)) }
    : { done: "steady", ...(await steady(order)) };
}

async function connectStation(index: number, pem: string, password: string, port: number) {
  const station = benchStation(index, signingKeyOf(createPrivateKey(pem)));
  const clientId = `${SCHEME}.${station.station}`;
  const client = await connectRaw(port, { clientId, password });
  const connection: Connection = { client, station, sent: new Map() };
  client.onMessage((payload) => hear(payload, connection));
  await client.subscribe(topicOf({ scheme: SCHEME, station: station.station }, "receipts"));
  return connection;
}

/** A page is answered when the receipt for its last entry is there. */
function hear(payload: Buffer, connection: Connection): void {
  const now = performance.now();
  const jws = parseJws(payload);
  if (!jws.ok) throw new Error("a receipt that is no JWS");
  const { outcomes } = JSON.parse(Buffer.from(jws.value.payload).toString()) as {
    outcomes: { seq: number; outcome: string }[];
  };
  for (const { seq, outcome } of outcomes) {
    if (outcome !== "posted") throw new Error(`entry ${seq} was not posted but ${outcome}`);
    const began = connection.sent.get(seq);
    if (began === undefined) continue;
    connection.sent.delete(seq);
    answered(now - began, connection);
  }
}

/** Frames are signed and encoded before the clock runs: the gateway is measured, not the generator. */
function framesFor(connection: Connection, pages: number, perPage: number) {
  return Array.from({ length: pages }, (_, index) => {
    const { range, topic, payload } = connection.station.page(perPage);
    return { last: range.last, frame: publishFrame(topic, payload, (index % 60_000) + 1) };
  });
}

function publish(connection: Connection, { last, frame }: { last: number; frame: Buffer }): void {
  connection.sent.set(last, performance.now());
  connection.client.send(frame);
}

async function flood({ deposits, perPage, window }: Extract<GeneratorOrder, { do: "flood" }>) {
  const pages = Math.ceil(deposits / perPage / connections.length);
  const queues = new Map(connections.map((it) => [it, framesFor(it, pages, perPage)]));
  const next = (connection: Connection) => {
    const page = queues.get(connection)?.shift();
    if (page !== undefined) publish(connection, page);
  };
  const begin = performance.now();
  const latencies = await collect(pages * connections.length, next, () => {
    for (let index = 0; index < window; index += 1) connections.forEach(next);
  });
  const perSecond = (latencies.length * perPage * 1000) / (performance.now() - begin);
  return figures(perSecond, latencies);
}

async function steady({ deposits, perSecond }: Extract<GeneratorOrder, { do: "steady" }>) {
  const pages = Math.ceil(deposits / connections.length);
  const queues = connections.map((connection) => ({
    connection,
    frames: framesFor(connection, pages, 1),
  }));
  const turns = Array.from({ length: pages }, (_, index) =>
    queues.flatMap(({ connection, frames }) => {
      const page = frames[index];
      return page === undefined ? [] : [{ connection, page }];
    }),
  ).flat();
  const begin = performance.now();
  const latencies = await collect(
    turns.length,
    () => {},
    () => {
      let index = 0;
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - begin) * perSecond) / 1000);
        for (; index < Math.min(due, turns.length); index += 1) {
          const turn = turns[index];
          if (turn !== undefined) publish(turn.connection, turn.page);
        }
        if (index >= turns.length) clearInterval(timer);
      }, 1);
    },
  );
  return figures((latencies.length * 1000) / (performance.now() - begin), latencies);
}

function collect(count: number, then: (connection: Connection) => void, start: () => void) {
  return new Promise<number[]>((resolve) => {
    const latencies: number[] = [];
    answered = (latencyMs, connection) => {
      latencies.push(latencyMs);
      if (latencies.length === count) resolve(latencies);
      else then(connection);
    };
    start();
  });
}

function figures(perSecond: number, latencies: readonly number[]): Figures {
  return { perSecond, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
}
