import * as z from "zod";
import { type Source, serialFields, tally } from "../driver.ts";
import { type LineState, noLine, splitLines } from "../lines.ts";
import { type CardTools, readerFields, type Tap, tapsOf } from "./tap.ts";
import { isRandomUid, parseUid, type UidFormat, uidFormat } from "./uid.ts";

/** Section [reader] of station.toml. */
export const serialUidConfig = z
  .strictObject({
    kind: z.literal("serial-uid"),
    ...serialFields,
    ...readerFields,
    format: uidFormat,
  })
  .transform(({ kind, path, baud_rate, absence_ms, format }) => ({
    kind,
    path,
    baudRate: baud_rate,
    absenceMs: absence_ms,
    format,
  }));
export type SerialUidConfig = z.output<typeof serialUidConfig>;

/** USB readers switched to their serial mode: a line of text for each card. */
export function serialUid(config: SerialUidConfig, tools: CardTools): Source<Tap> {
  const { path, format, absenceMs } = config;
  const { counts, add } = tally();
  return {
    path,
    counts,
    async open() {
      const line = await tools.ports.openSerial(path, config);
      return {
        async *events(signal) {
          const taps = tapsOf(tools, absenceMs);
          let state = noLine;
          for await (const chunk of line.chunks(signal)) {
            const uptimeMs = tools.uptimeMs();
            const read = readUidLines(state, chunk, format);
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

const [LF, CR] = [0x0a, 0x0d];

/** UIDs among bytes that came in any pieces; a line ends with CR, LF or both, as each reader likes. */
export function readUidLines(
  before: LineState,
  chunk: Uint8Array,
  format: UidFormat,
): { readonly state: LineState; readonly uids: readonly Uint8Array[]; readonly ignored: number } {
  const { state, lines, ignored } = splitLines(before, chunk.map(endOf));
  const uids = lines
    .map((line) => parseUid(line, format))
    .filter((uid) => uid !== null)
    .filter((uid) => !isRandomUid(uid, format));
  return { state, uids, ignored: ignored + lines.length - uids.length };
}

const endOf = (byte: number): number => (byte === CR ? LF : byte);
