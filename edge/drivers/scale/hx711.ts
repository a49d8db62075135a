import * as z from "zod";
import { fail } from "#contract/result.ts";
import type { Sample } from "../../weighing/reading.ts";
import type { Connection } from "../board/connection.ts";
import type { BoardHub } from "../board/hub.ts";
import { hx711Message, parseWeight, type WeightMessage } from "../board/messages.ts";
import { OWN } from "../board/packages.ts";
import { DeviceLost, type DriverTools, type Source, tally } from "../driver.ts";
import { type EventQueue, eventQueue } from "../queue.ts";
import { orSilence } from "../silence.ts";
import { checkLoadCell, loadCellFields, loadCellOf, readingOfCounts } from "./load-cell-section.ts";
import { checkInstrument } from "./section.ts";
import type { Scale } from "./serial-scale.ts";

const pin = z.int().min(2).max(19);

/** Section [scale] of station.toml, for a load cell behind an HX711 on a board with our firmware. */
export const hx711Config = z
  .strictObject({
    kind: z.literal("hx711"),
    data_pin: pin.default(11),
    clock_pin: pin.default(12),
    gain: z.literal([128, 64, 32]).default(128),
    ...loadCellFields,
  })
  .superRefine(checkInstrument)
  .superRefine(checkLoadCell)
  .transform((section) => ({
    kind: section.kind,
    dataPin: section.data_pin,
    clockPin: section.clock_pin,
    gain: section.gain,
    ...loadCellOf(section),
  }));
export type Hx711Config = z.output<typeof hx711Config>;

/** Real time without a conversion: HX711s make 10 or 80 a second. */
const SILENT_MS = 1000;
const MAX_SILENCES = 3;

/** Each conversion comes once, sealed with a checksum and numbered: edge/firmware/README.md. */
export function hx711(
  config: Hx711Config,
  hub: BoardHub,
  tools: Pick<DriverTools, "uptimeMs" | "after">,
): Source<Sample, Scale> {
  const { counts, add } = tally();
  return {
    path: hub.path,
    counts,
    async open() {
      const { connection, leave } = await hub.join();
      const samples = eventQueue<Sample>();
      const stop = listen(config, connection, { samples, add, uptimeMs: tools.uptimeMs });
      const close = async () => {
        stop();
        await leave();
      };
      try {
        await connection.tell(hx711Message(config));
      } catch (error) {
        await close();
        throw error;
      }
      return {
        events: (signal) => heard(samples.events(signal), hub.path, tools),
        setZero: async () => {}, // its zero is the adjustment's, and what the station tracks
        close,
      };
    },
  };
}

type Listening = {
  readonly samples: EventQueue<Sample>;
  readonly add: (frames: number, ignored: number) => void;
  readonly uptimeMs: () => number;
};

function listen(
  config: Hx711Config,
  connection: Connection,
  { samples, add, uptimeMs }: Listening,
): () => void {
  const { io, over } = connection;
  let last: WeightMessage | null = null;
  const hear = (message: readonly number[]) => {
    const weight = parseWeight(message);
    add(weight === null ? 0 : 1, weight === null ? 1 : 0);
    if (over.aborted) return;
    if (weight === null || isGap(last, weight)) samples.push(broken(uptimeMs()));
    if (weight === null || isRepeated(last, weight)) return;
    if (last !== null && last.boot !== weight.boot) connection.lose("it was started anew");
    else samples.push(sampleOf(weight, config, uptimeMs()));
    last = weight;
  };
  const end = () => samples.fail(over.reason);
  io.on(OWN.weight, hear);
  if (over.aborted) end();
  over.addEventListener("abort", end, { once: true });
  return () => {
    io.removeListener(OWN.weight, hear);
    over.removeEventListener("abort", end);
  };
}

const SEQ_TURN = 1 << 14;

/** How many conversions lie between, forwards. */
const ahead = (last: WeightMessage, next: WeightMessage) =>
  (next.seq - last.seq + SEQ_TURN) % SEQ_TURN;

function isRepeated(last: WeightMessage | null, next: WeightMessage): boolean {
  if (last === null || last.boot !== next.boot) return false;
  const steps = ahead(last, next);
  return steps === 0 || steps > SEQ_TURN / 2;
}

/** What was lost in between may have been a load that moved. */
function isGap(last: WeightMessage | null, next: WeightMessage): boolean {
  return last !== null && last.boot === next.boot && ahead(last, next) !== 1;
}

const broken = (uptimeMs: number): Sample => ({
  uptimeMs,
  frame: "",
  reading: fail({ code: "not-a-weight" }),
});

function sampleOf(weight: WeightMessage, config: Hx711Config, uptimeMs: number): Sample {
  const { boot, seq, status, counts } = weight;
  const frame = `HX711 ${boot} ${seq} ${status} ${counts}`;
  const reading =
    status === "silent" ? fail({ code: "no-signal" as const }) : readingOfCounts(counts, config);
  return { uptimeMs, frame, reading };
}

/** An amplifier that is gone says so; a board that says nothing is opened again. */
async function* heard(
  samples: AsyncIterable<Sample>,
  path: string,
  { after, uptimeMs }: Pick<DriverTools, "uptimeMs" | "after">,
): AsyncGenerator<Sample> {
  let silences = 0;
  for await (const sample of orSilence(samples, SILENT_MS, after)) {
    silences = sample === null ? silences + 1 : 0;
    if (silences === MAX_SILENCES) throw new DeviceLost(`${path}: no weights come from the board`);
    yield sample ?? { uptimeMs: uptimeMs(), frame: "", reading: fail({ code: "no-signal" }) };
  }
}
