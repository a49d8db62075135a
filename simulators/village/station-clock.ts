import { randomUUID } from "node:crypto";
import { EpochMs } from "#contract/units.ts";
import type { StationClock } from "#edge/clock.ts";
import type { VillageClock } from "./clock.ts";

/** Of a simulated station that just booted. Always right, as with NTP: the gateway goes by the same clock. */
export function villageStationClock(clock: VillageClock): StationClock {
  const bootMs = clock.now();
  return {
    boot: randomUUID(),
    now: () => EpochMs(Math.trunc(clock.now())),
    uptimeMs: () => clock.now() - bootMs,
    state: () => "synced",
    learn: () => {},
  };
}
