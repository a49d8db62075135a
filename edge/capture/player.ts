import type { Tap } from "../drivers/card/tap.ts";
import { DeviceLost, type SerialPorts, type Source } from "../drivers/driver.ts";

/** What a device is played: something that came, or its loss. */
type Item<Value> = { readonly value: Value } | { readonly lost: string };

/** What is played waits until it is listened to: nothing of a capture is skipped. */
export type Track<Value> = {
  put(item: Item<Value>): void;
  /** Ends when the signal aborts. @throws DeviceLost */
  items(signal: AbortSignal): AsyncGenerator<Value>;
};

export function openTrack<Value>(): Track<Value> {
  const waiting: Item<Value>[] = [];
  let wake = () => {};
  return {
    put(item) {
      waiting.push(item);
      wake();
    },
    async *items(signal) {
      signal.addEventListener("abort", () => wake(), { once: true });
      while (!signal.aborted) {
        const item = waiting.shift();
        if (item === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if ("lost" in item) throw new DeviceLost(item.lost);
        else yield item.value;
      }
    },
  };
}

/** Ports on which the bytes of a capture come. What a driver writes is heard by nobody. */
export function playingPorts(tracks: ReadonlyMap<string, Track<Uint8Array>>): SerialPorts {
  return {
    async openSerial(path) {
      const track = tracks.get(path);
      if (track === undefined) throw new DeviceLost(`${path} is not in the capture`);
      return {
        write: async () => {},
        close: async () => {},
        chunks: (signal) => track.items(signal),
      };
    },
  };
}

/** A reader that gives the taps of a capture. */
export function playingReader(path: string, track: Track<Tap>): Source<Tap> {
  return {
    path,
    counts: () => ({ frames: 0, ignored: 0 }),
    open: async () => ({ events: (signal) => track.items(signal), close: async () => {} }),
  };
}
