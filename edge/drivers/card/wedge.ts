import * as z from "zod";
import { type Source, tally } from "../driver.ts";
import type { Command, Programs } from "../programs.ts";
import { type CardTools, readerFields, type Tap, tapsOf } from "./tap.ts";
import { noTyping, readTyping } from "./typing.ts";
import { isRandomUid, parseUid, uidFormat } from "./uid.ts";

/** Section [reader] of station.toml. */
export const wedgeConfig = z
  .strictObject({
    kind: z.literal("wedge"),
    /** A name below /dev/input/by-id/ survives replugging. */
    path: z.string().startsWith("/dev/input/", "not a device below /dev/input/"),
    ...readerFields,
    format: uidFormat,
  })
  .transform(({ kind, path, absence_ms, format }) => ({
    kind,
    path,
    absenceMs: absence_ms,
    format,
  }));
export type WedgeConfig = z.output<typeof wedgeConfig>;

/**
 * USB readers that type the number like a keyboard, and Enter. evtest takes the keyboard away from the
 * console, which would take the digits for a login; Node itself has no such call.
 */
export function wedge(
  config: WedgeConfig,
  tools: CardTools & { readonly programs: Programs },
): Source<Tap> {
  const { path, format, absenceMs } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.programs.open(evtest(path));
      return {
        async *events(signal) {
          const taps = tapsOf(tools, absenceMs);
          let state = noTyping;
          for await (const chunk of line.chunks(signal)) {
            const uptimeMs = tools.uptimeMs();
            const read = readTyping(state, { chunk, uptimeMs, halfWordMs: absenceMs });
            state = read.state;
            const uids = read.words
              .map((word) => parseUid(word, format))
              .filter((uid) => uid !== null)
              .filter((uid) => !isRandomUid(uid, format));
            add(uids.length, read.words.length - uids.length + read.ignored);
            yield* taps.of(uids, uptimeMs);
          }
        },
        close: () => line.close(),
      };
    },
  };
}

/** It says each event at once, also into a pipe (seen in evtest 1.35). */
const evtest = (path: string): Command => ({
  file: "evtest",
  args: ["--grab", path],
  debianPackage: "evtest",
});
