import * as z from "zod";
import { utc, uuid } from "./fields.ts";
import { EpochMs } from "./units.ts";

/**
 * A device's own reading of its clocks.
 *
 * `clock`: `synced` (NTP, or gateway time learned in this boot), `holdover` (was synced in this boot,
 * now free-running), `unset` (never in this boot: `time` means nothing). `uptimeMs`: monotonic since the boot.
 */
export const stamp = z.strictObject({
  boot: uuid,
  clock: z.enum(["synced", "holdover", "unset"]),
  time: utc,
  uptimeMs: z.int().min(0),
});
export type Stamp = z.output<typeof stamp>;
export type ClockState = Stamp["clock"];

/** What the stamp's clock said, in milliseconds since 1970. */
export function timeOf(stamp: Stamp): EpochMs {
  return EpochMs(Date.parse(stamp.time));
}
