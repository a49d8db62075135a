import type { Health } from "#contract/health.ts";
import { utcTime } from "#contract/ids.ts";
import type { Stamp } from "#contract/stamp.ts";
import { timeOf } from "#contract/stamp.ts";
import type { StationClock } from "../clock.ts";
import type { Outbox } from "../outbox/outbox.ts";

/** What only the devices' own loops know. */
export type DeviceHealth = Pick<Health, "scale" | "reader">;

export const VERSION = "0.1.0";

export function healthOf(parts: {
  readonly clock: StationClock;
  readonly outbox: Pick<Outbox, "depth" | "deadLetters" | "oldestWaiting" | "fill">;
  readonly devices: DeviceHealth;
  readonly freeMb: number;
}): Health {
  const { clock, outbox, devices, freeMb } = parts;
  return {
    v: 1,
    at: utcTime(clock.now()),
    version: VERSION,
    outbox: {
      depth: outbox.depth(),
      oldestSeconds: secondsSince(outbox.oldestWaiting(), clock),
      deadLetters: outbox.deadLetters(),
    },
    clock: clock.state(),
    ...devices,
    disk: { freeMb },
    uptimeMs: Math.trunc(clock.uptimeMs()),
    fill: [...outbox.fill()],
  };
}

/** By the uptime within one boot; else by the clock, so far as it is set. */
function secondsSince(stamp: Stamp | null, clock: StationClock): number {
  if (stamp === null) return 0;
  const sameBoot = stamp.boot === clock.boot;
  const ageMs = sameBoot ? clock.uptimeMs() - stamp.uptimeMs : clock.now() - timeOf(stamp);
  return Math.max(0, Math.trunc(ageMs / 1_000));
}
