import * as z from "zod";
import type { Key } from "../../session/state.ts";
import { type DriverTools, type Source, serialFields, tally } from "../driver.ts";

/** Section [keypad] of station.toml. */
export const keypadConfig = z
  .strictObject({ kind: z.literal("serial-keypad"), ...serialFields })
  .transform(({ kind, path, baud_rate }) => ({ kind, path, baudRate: baud_rate }));
export type KeypadConfig = z.output<typeof keypadConfig>;

export type KeyPress = { readonly key: Key; readonly uptimeMs: number };

/** A keypad that sends one ASCII byte for each key, as small microcontrollers and terminals do. */
export function serialKeypad(config: KeypadConfig, tools: DriverTools): Source<KeyPress> {
  const { path, baudRate } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.ports.openSerial(path, { baudRate });
      return {
        async *events(signal) {
          for await (const chunk of line.chunks(signal)) {
            const uptimeMs = tools.uptimeMs();
            const keys = [...chunk].map(parseKey).filter((key) => key !== null);
            add(keys.length, chunk.length - keys.length);
            for (const key of keys) yield { key, uptimeMs };
          }
        },
        close: () => line.close(),
      };
    },
  };
}

const [CARRIAGE_RETURN, ESCAPE] = [0x0d, 0x1b];
const [ZERO, NINE] = [0x30, 0x39];

/** `0` to `9` choose or are typed, CR confirms, ESC cancels; null: no key. */
export function parseKey(byte: number): Key | null {
  if (byte === CARRIAGE_RETURN) return { kind: "confirm" };
  if (byte === ESCAPE) return { kind: "cancel" };
  return byte >= ZERO && byte <= NINE ? { kind: "choose", number: byte - ZERO } : null;
}
