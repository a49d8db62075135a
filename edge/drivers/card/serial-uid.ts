import * as z from "zod";
import { type Source, serialFields } from "../driver.ts";
import { type LineState, noLine, splitLines } from "../lines.ts";
import { type CardTools, readerFields, type Tap } from "./tap.ts";
import { type UidFormat, uidFormat, uidsOf } from "./uid.ts";
import { type UidRead, uidReader } from "./uid-stream.ts";

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
  const { path, absenceMs, format } = config;
  return uidReader(
    {
      path,
      absenceMs,
      open: () => tools.ports.openSerial(path, config),
      first: noLine,
      read: (state, chunk) => readUidLines(state, chunk, format),
    },
    tools,
  );
}

const [LF, CR] = [0x0a, 0x0d];

/** UIDs among bytes that came in any pieces; a line ends with CR, LF or both, as each reader likes. */
export function readUidLines(
  before: LineState,
  chunk: Uint8Array,
  format: UidFormat,
): UidRead<LineState> {
  const { state, lines, ignored } = splitLines(before, chunk.map(endOf));
  const uids = uidsOf(lines, format);
  return { state, uids, ignored: ignored + lines.length - uids.length };
}

const endOf = (byte: number): number => (byte === CR ? LF : byte);
