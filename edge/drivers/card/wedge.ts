import * as z from "zod";
import type { Source } from "../driver.ts";
import type { Command, Programs } from "../programs.ts";
import { type CardTools, readerFields, type Tap } from "./tap.ts";
import { noTyping, readTyping } from "./typing.ts";
import { uidFormat, uidsOf } from "./uid.ts";
import { uidReader } from "./uid-stream.ts";

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
  return uidReader(
    {
      path,
      absenceMs,
      open: () => tools.programs.open(evtest(path)),
      first: noTyping,
      read(before, chunk, uptimeMs) {
        const { state, words, ignored } = readTyping(before, {
          chunk,
          uptimeMs,
          halfWordMs: absenceMs,
        });
        const uids = uidsOf(words, format);
        return { state, uids, ignored: ignored + words.length - uids.length };
      },
    },
    tools,
  );
}

/** It says each event at once, also into a pipe (seen in evtest 1.35). */
const evtest = (path: string): Command => ({
  file: "evtest",
  args: ["--grab", path],
  debianPackage: "evtest",
});
