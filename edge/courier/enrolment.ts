import type { Chain } from "#contract/ids.ts";
import type { Timers } from "../timers.ts";

/** Asks the gateway to list this station's chains, until it does. */
export type Enrolment = {
  /** For all that are not listed: now, and every 10 minutes. */
  ask(): void;
  /** Now, when one was not asked for yet; the others have their turn. */
  askForNew(): void;
  stop(): void;
};

export type EnrolmentPorts = {
  readonly timers: Pick<Timers, "after">;
  /** None while there is no line. */
  unlisted(): readonly Chain[];
  request(chain: Chain): void;
};

const AGAIN_MS = 600_000;

export function openEnrolment({ timers, unlisted, request }: EnrolmentPorts): Enrolment {
  const asked = new Set<Chain>();
  let cancel = () => {};

  function stop(): void {
    cancel();
    asked.clear();
  }

  function ask(): void {
    stop();
    for (const chain of unlisted()) {
      asked.add(chain);
      request(chain);
    }
    if (asked.size > 0) cancel = timers.after(AGAIN_MS, ask);
  }

  return {
    ask,
    askForNew() {
      const missing = unlisted();
      for (const chain of asked) if (!missing.includes(chain)) asked.delete(chain);
      if (missing.some((chain) => !asked.has(chain))) ask();
    },
    stop,
  };
}
