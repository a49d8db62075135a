import { fail } from "#contract/result.ts";
import type { Instrument } from "../../weighing/config.ts";
import type { Sample } from "../../weighing/reading.ts";
import {
  type Device,
  type DriverTools,
  type SerialLine,
  type SerialOptions,
  type Source,
  tally,
} from "../driver.ts";
import { orSilence } from "../silence.ts";

/** A scale that is read, and set to zero. */
export type Scale = Device<Sample> & {
  /** Does nothing where the scale takes no command. */
  setZero(): Promise<void>;
};

/** One frame, as it came but for its line end, and what it means. */
export type Frame = Pick<Sample, "frame" | "reading">;

export type Read<State> = {
  readonly state: State;
  readonly frames: readonly Frame[];
  /** Pieces of the stream that were no frame of this language. */
  readonly ignored: number;
};

/** What a scale speaks, whatever line it comes over. */
export type ScaleProtocol<State> = {
  readonly initial: State;
  /** Takes any piece of the stream. What is not finished waits in the state, whose size is bounded. */
  read(state: State, chunk: Uint8Array): Read<State>;
  /** What makes it send weights, when opened and after a silence; null: it sends them unasked. */
  readonly begin: string | null;
  /** What it is asked again and again, and every how many ms of real time. */
  readonly poll: { readonly text: string; readonly everyMs: number } | null;
  readonly zero: string | null;
};

export type ScaleConfig = SerialOptions & {
  readonly path: string;
  readonly instrument: Instrument;
};

/** Real time without a byte after which the scale is asked again: it may have been switched off and on. */
const SILENT_MS = 3000;

export function serialScale<State>(
  config: ScaleConfig,
  protocol: ScaleProtocol<State>,
  tools: DriverTools,
): Source<Sample, Scale> {
  const { path } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.ports.openSerial(path, config);
      const send = async (text: string | null) => {
        if (text !== null) await line.write(text);
      };
      return {
        async *events(signal) {
          const stopPolling = pollEvery(protocol.poll, line, tools);
          let state = protocol.initial;
          try {
            await send(protocol.begin);
            for await (const chunk of orSilence(line.chunks(signal), SILENT_MS, tools.after)) {
              const uptimeMs = tools.uptimeMs();
              if (chunk === null) {
                state = protocol.initial;
                yield { uptimeMs, frame: "", reading: fail({ code: "no-signal" }) };
                await send(protocol.begin);
                continue;
              }
              const read = protocol.read(state, chunk);
              state = read.state;
              const strange = read.frames.filter(isStrange).length;
              add(read.frames.length - strange, strange + read.ignored);
              for (const frame of read.frames) yield { uptimeMs, ...frame };
            }
          } finally {
            stopPolling();
          }
        },
        setZero: () => send(protocol.zero),
        close: () => line.close(),
      };
    },
  };
}

function isStrange({ reading }: Frame): boolean {
  return !reading.ok && reading.problem.code === "not-a-weight";
}

/** A line that is lost shows when it is read: a question that could not be asked says nothing new. */
function pollEvery(
  poll: ScaleProtocol<never>["poll"],
  line: SerialLine,
  { after }: Pick<DriverTools, "after">,
): () => void {
  if (poll === null) return () => {};
  let cancel = () => {};
  const ask = () => {
    line.write(poll.text).catch(() => {});
    cancel = after(poll.everyMs, ask);
  };
  cancel = after(poll.everyMs, ask);
  return () => cancel();
}
