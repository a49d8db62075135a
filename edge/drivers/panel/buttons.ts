import * as z from "zod";
import type { Key } from "../../session/state.ts";
import type { BoardHub } from "../board/hub.ts";
import { type DriverTools, type Source, tally } from "../driver.ts";
import { eventQueue } from "../queue.ts";
import type { KeyPress } from "./keypad.ts";

const pin = z.int().min(2).max(19);

/** Section [keypad] of station.toml, for buttons on the pins of a board, each between its pin and ground. */
export const buttonsConfig = z
  .strictObject({
    kind: z.literal("buttons"),
    /** Of the first stream, the second and so on. */
    stream_pins: z.array(pin).min(1).max(9),
    ok_pin: pin,
    cancel_pin: pin,
  })
  .transform(({ kind, stream_pins, ok_pin, cancel_pin }) => ({
    ...{ kind, streamPins: stream_pins, okPin: ok_pin, cancelPin: cancel_pin },
  }));
export type ButtonsConfig = z.output<typeof buttonsConfig>;

export function boardButtons(
  config: ButtonsConfig,
  hub: BoardHub,
  { uptimeMs }: Pick<DriverTools, "uptimeMs">,
): Source<KeyPress> {
  const { counts, add } = tally();
  return {
    path: hub.path,
    counts,
    async open() {
      const { connection, components, leave } = await hub.join();
      const { over } = connection;
      const presses = eventQueue<KeyPress>();
      const end = () => presses.fail(over.reason);
      over.addEventListener("abort", end, { once: true });
      if (over.aborted) end();
      const press = (key: Key) => {
        if (over.aborted) return;
        add(1, 0);
        presses.push({ key, uptimeMs: uptimeMs() });
      };
      const held: { release(): void }[] = [];
      const close = async () => {
        over.removeEventListener("abort", end);
        for (const button of held) button.release();
        await leave();
      };
      try {
        for (const [at, key] of keysOf(config)) held.push(components.button(at, () => press(key)));
      } catch (error) {
        connection.lose("a button cannot be used"); // some are: they cannot be made again on this one
        await close();
        throw error;
      }
      return { events: presses.events, close };
    },
  };
}

export function keysOf({ streamPins, okPin, cancelPin }: ButtonsConfig) {
  const streams = streamPins.map(
    (at, index) => [at, { kind: "choose", number: index + 1 }] as const,
  );
  const acts = [
    [okPin, { kind: "confirm" }],
    [cancelPin, { kind: "cancel" }],
  ] as const;
  return [...streams, ...acts];
}
