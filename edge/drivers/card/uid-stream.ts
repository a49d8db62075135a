import { type SerialLine, type Source, tally } from "../driver.ts";
import { type CardTools, type Tap, tapsOf } from "./tap.ts";

/** How a reader that only ever sends UIDs writes them; `State` is what a chunk leaves for the next. */
export type UidStream<State> = {
  readonly path: string;
  readonly absenceMs: number;
  /** @throws DeviceLost */
  open(): Promise<SerialLine>;
  readonly first: State;
  read(state: State, chunk: Uint8Array, uptimeMs: number): UidRead<State>;
};

export type UidRead<State> = {
  readonly state: State;
  readonly uids: readonly Uint8Array[];
  /** What was no UID, in frames or lines, and bytes outside of any. */
  readonly ignored: number;
};

export function uidReader<State>(stream: UidStream<State>, tools: CardTools): Source<Tap> {
  const { counts, add } = tally();
  return {
    path: stream.path,
    counts,
    async open() {
      const line = await stream.open();
      return {
        async *events(signal) {
          const taps = tapsOf(tools, stream.absenceMs);
          let state = stream.first;
          for await (const chunk of line.chunks(signal)) {
            const uptimeMs = tools.uptimeMs();
            const read = stream.read(state, chunk, uptimeMs);
            state = read.state;
            add(read.uids.length, read.ignored);
            yield* taps.of(read.uids, uptimeMs);
          }
        },
        close: () => line.close(),
      };
    },
  };
}
