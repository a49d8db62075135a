import type { Firmata } from "firmata-io";
import { type After, DeviceLost, type DriverTools, type SerialLine } from "../driver.ts";
import { every } from "../every.ts";
import type { BoardConfig } from "./config.ts";
import { type AliveMessage, beatMessage, isSame, parseAlive } from "./messages.ts";
import { type BoardPackages, OWN } from "./packages.ts";
import { firmataTransport } from "./transport.ts";

/** A microcontroller that has said what it can do. */
export type Connection = {
  readonly path: string;
  /** Of its own events, none may be trusted once the connection is over. */
  readonly io: Firmata;
  /** Aborted when the connection is over; its reason is the DeviceLost. */
  readonly over: AbortSignal;
  lose(why: string): void;
  /** For its version, which anything that speaks Firmata answers. */
  ask(): void;
  /** Resolves when all that was sent before has been answered. @throws DeviceLost */
  settled(): Promise<void>;
  /** Sends one of our firmware's messages. @throws DeviceLost when it is not acknowledged */
  tell(message: readonly number[]): Promise<void>;
  close(): Promise<void>;
};
type Tools = Pick<DriverTools, "ports" | "after">;

/** Real time for a board to start, with its bootloader, and to say what it can. */
const HANDSHAKE_MS = 6000;
const ASK_EVERY_MS = 500;
const ANSWER_MS = 1000;
const PING_EVERY_MS = 1000;
/** Pings without a byte in between after which nobody is there. */
const MAX_UNHEARD = 2;
const BEAT_EVERY_MS = 500;
/** What never ends would fill the memory; no message is so long. */
const MAX_MESSAGE_BYTES = 4096;

/** @throws DeviceLost */
export async function openConnection(
  config: BoardConfig,
  packages: Pick<BoardPackages, "Firmata">,
  tools: Tools,
): Promise<Connection> {
  const line = await tools.ports.openSerial(config.path, { baudRate: config.baudRate });
  const connection = connect(config.path, line, packages, tools.after);
  try {
    await handshake(connection, tools.after);
    checkFirmware(config, connection.io);
  } catch (error) {
    await connection.close();
    throw error;
  }
  watch(config, connection, tools.after);
  return connection;
}

function connect(
  path: string,
  line: SerialLine,
  { Firmata }: Pick<BoardPackages, "Firmata">,
  after: After,
): Connection {
  const [over, reading] = [new AbortController(), new AbortController()];
  const end = (trouble: DeviceLost) => {
    if (!over.signal.aborted) over.abort(trouble);
  };
  const lose = (why: string) => end(new DeviceLost(`${path}: ${why}`));
  const transport = firmataTransport(path, line, end);
  const io = new Firmata(transport, { reportVersionTimeout: 2 * HANDSHAKE_MS });
  io.on("error", (error) => lose(String(error)));
  const heard = () => {
    if (io.buffer.length > MAX_MESSAGE_BYTES) lose("what it says has no end");
    io.emit(HEARD);
  };
  const pumped = transport.pump(reading.signal, heard).then(
    () => lose("the line ended"),
    (error) => {
      if (!(error instanceof DeviceLost)) throw error;
      end(error);
    },
  );
  over.signal.addEventListener("abort", () => reading.abort(), { once: true });
  // Not io.reportVersion: a listener for each question would wait for an answer for as long as none comes.
  const ask = () => transport.write(Uint8Array.of(REPORT_VERSION), nothing);
  const connection: Connection = {
    ...{ path, io, over: over.signal, lose, ask },
    settled: () => answered(connection, after, "reportversion", ask),
    tell: (message) => tell(connection, after, message),
    async close() {
      lose("closed");
      clearTimeout(io.reportVersionTimeoutId);
      await line.close();
      await pumped;
      io.removeAllListeners();
    },
  };
  transport.emit("open");
  return connection;
}

const nothing = () => {};
const REPORT_VERSION = 0xf9;
const QUERY_FIRMWARE = 0x79;
const HEARD = "qamama-heard";

/** Asks until it answers: a board that was not reset by the opening of its line says nothing unasked. */
async function handshake(connection: Connection, after: After): Promise<void> {
  const { io } = connection;
  const ask = () => {
    if (io.firmware.name !== undefined) return;
    connection.ask();
    io.sysexCommand([QUERY_FIRMWARE]);
  };
  const stopAsking = every(after, ASK_EVERY_MS, ask);
  const cancel = after(HANDSHAKE_MS, () => connection.lose("it does not answer as Firmata does"));
  try {
    await untilOver(connection, (done) => io.once("ready", done));
  } finally {
    stopAsking();
    cancel();
  }
}

function checkFirmware({ path, firmware }: BoardConfig, { firmware: said }: Firmata): void {
  const { name = "" } = said;
  if (firmware === "standard" || /^qamama/.test(name)) return;
  throw new DeviceLost(
    `${path}: it runs "${name}", not the firmware of edge/firmware: write that to it, or firmware = "standard" into [board]`,
  );
}

/** From here on it must go on answering, and be the one that it was. */
function watch({ firmware }: BoardConfig, connection: Connection, after: After): void {
  const { io, over, lose, ask } = connection;
  let unheard = 0;
  io.on(HEARD, () => (unheard = 0));
  io.on("queryfirmware", () => lose("it was started anew")); // none of us asks any more
  const stops = [
    every(after, PING_EVERY_MS, () => {
      if (unheard >= MAX_UNHEARD) lose("it says nothing any more");
      unheard += 1;
      ask();
    }),
  ];
  if (firmware === "qamama") stops.push(watchOwn(connection, after));
  over.addEventListener("abort", () => {
    for (const stop of stops) stop();
  });
}

function watchOwn({ io, lose }: Connection, after: After): () => void {
  let known: AliveMessage | null = null;
  io.on(OWN.alive, (message: readonly number[]) => {
    const alive = parseAlive(message);
    if (alive === null) return;
    if (known !== null && alive.boot !== known.boot) lose("it was started anew");
    // Where the lid is now, it alone knows; before the first beat it may have guarded it.
    if (known?.isGuarding === false && alive.isGuarding) lose("it did not hear the station");
    known = alive;
  });
  const beat = () => io.sysexCommand(beatMessage);
  beat();
  return every(after, BEAT_EVERY_MS, beat);
}

async function tell(connection: Connection, after: After, message: readonly number[]) {
  const { io } = connection;
  const send = () => io.sysexCommand(message);
  const isAnswer = (said: readonly number[]) => isSame(said, message);
  await answered(connection, after, OWN.acknowledged, send, isAnswer);
}

/** Sends, and waits for what answers it. */
async function answered(
  connection: Connection,
  after: After,
  event: string,
  send: () => void,
  isAnswer: (said: readonly number[]) => boolean = () => true,
): Promise<void> {
  const cancel = after(ANSWER_MS, () => connection.lose("it does not answer in time"));
  let hear = (_said: readonly number[]) => {};
  try {
    await untilOver(connection, (done) => {
      hear = (said) => {
        if (isAnswer(said)) done();
      };
      connection.io.on(event, hear);
      send();
    });
  } finally {
    cancel();
    connection.io.removeListener(event, hear);
  }
}

/** @throws DeviceLost when the connection is over before */
export async function untilOver<Value = void>(
  { over }: Pick<Connection, "over">,
  begin: (done: (value: Value) => void) => void,
): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const end = () => reject(over.reason);
  if (over.aborted) end();
  else begin(resolve);
  over.addEventListener("abort", end, { once: true });
  return promise.finally(() => over.removeEventListener("abort", end));
}
