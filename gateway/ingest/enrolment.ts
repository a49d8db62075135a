import type { BaseLogger } from "pino";
import { parseEnrol } from "#contract/enrol.ts";
import type { StationName } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";
import type { Store } from "../store/store.ts";

/** Requests of stations for a further chain: each waits, once recorded, for a person to approve it. */
export type Enrolment = {
  receive(name: StationName, payload: Uint8Array): Promise<void>;
  /** Messages that were no request, or came too soon after the one before. */
  ignored(): number;
};

/**
 * A station asks at each connect and every 10 minutes, for every chain that is not known here, and at
 * once when it begins another: so often in a minute, and no more signatures of it are checked.
 */
const MOST_IN_A_MINUTE = 8;
const MINUTE_MS = 60_000;
const MAX_ENROL_BYTES = 4096;

export function openEnrolment({
  store,
  now,
  log,
}: {
  readonly store: Pick<Store, "act">;
  readonly now: () => EpochMs;
  readonly log: Pick<BaseLogger, "info" | "warn">;
}): Enrolment {
  const looks = new Map<string, readonly EpochMs[]>();
  let ignored = 0;

  /** The clock may have been set back meanwhile. */
  const mayLook = (station: string, at: EpochMs) => {
    const latest = looks.get(station)?.filter((one) => Math.abs(at - one) < MINUTE_MS) ?? [];
    if (latest.length >= MOST_IN_A_MINUTE) return false;
    looks.set(station, [...latest, at]);
    return true;
  };

  return {
    ignored: () => ignored,
    async receive(name, payload) {
      const at = now();
      const { station } = name;
      if (payload.length > MAX_ENROL_BYTES || !mayLook(station, at)) {
        ignored += 1;
        return;
      }
      const enrol = parseEnrol(payload, name);
      if (!enrol.ok) {
        ignored += 1;
        log.warn({ station, problem: enrol.problem }, "not a request for a chain");
        return;
      }
      const { chain, key: publicKey } = enrol.value;
      const request = {
        actor: `station:${station}`,
        at,
        kind: "chain-request",
        station,
        chain,
        publicKey,
      } as const;
      const done = await store.act(request);
      if (done.ok) log.info({ station, chain }, "asks for a chain: approve it with its code");
      else log.info({ station, chain, refusal: done.problem.code }, "request for a chain refused");
    },
  };
}
