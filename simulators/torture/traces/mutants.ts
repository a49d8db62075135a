import { ok } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import type { Visits } from "#edge/visits/visits.ts";
import type { Sample } from "#edge/weighing/reading.ts";
import type { Station } from "./station.ts";

/** The part of a station that scripts touch. */
export type Hands = Pick<Visits, "sample" | "tap" | "press" | "tick">;
/** Stands between the script and the station, and so makes another station of it. */
export type Mutant = (station: Station) => Hands;

const honest: Mutant = ({ visits }) => ({
  sample: (sample) => visits().sample(sample),
  tap: (tap) => visits().tap(tap),
  press: (press) => visits().press(press),
  tick: () => visits().tick(),
});

/** What a station would do without one of its laws, had by telling it what did not happen. */
export const mutants = {
  /** Believes that the platform was empty after every deposit. */
  "no-return-to-zero": (station) => {
    const hands = honest(station);
    let seen = 0;
    return {
      ...hands,
      sample(sample) {
        hands.sample(sample);
        if (station.written.length > seen) showZero(hands, sample.uptimeMs);
        seen = station.written.length;
      },
    };
  },
  /** Believes that the platform was empty before every card. */
  "card-takes-what-lies-there": (station) => {
    const hands = honest(station);
    return {
      ...hands,
      tap(tap) {
        hands.press({ key: { kind: "cancel" }, uptimeMs: tap.uptimeMs });
        showZero(hands, tap.uptimeMs);
        hands.tap(tap);
      },
    };
  },
  /** Takes the scale's flag for set. */
  "ignore-flag": (station) => {
    const hands = honest(station);
    return { ...hands, sample: (sample) => hands.sample(calledStable(sample)) };
  },
  /** Believes that every reading has been there for two seconds; its time runs the faster. */
  "window-of-one": (station) => {
    const hands = honest(station);
    let uptimeMs = 0;
    return {
      ...hands,
      sample(sample) {
        for (let times = 5; times > 0; times -= 1) {
          uptimeMs += 500;
          hands.sample({ ...calledStable(sample), uptimeMs });
        }
      },
    };
  },
  /** Presses the key itself as soon as there is anything to confirm. */
  "no-confirmation": (station) => {
    const hands = honest(station);
    return {
      ...hands,
      sample(sample) {
        hands.sample(sample);
        hands.press({ key: { kind: "confirm" }, uptimeMs: sample.uptimeMs });
      },
    };
  },
  /** Accepts nothing. */
  "never-stable": (station) => {
    const hands = honest(station);
    return {
      ...hands,
      sample(sample) {
        const { reading } = sample;
        const moving = reading.ok ? ok({ ...reading.value, stable: false }) : reading;
        hands.sample({ ...sample, reading: moving });
      },
    };
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export function mutantOf(name: string | null): Mutant {
  return new Map<string | null, Mutant>(Object.entries(mutants)).get(name) ?? honest;
}

function showZero(hands: Hands, uptimeMs: number): void {
  const reading = ok({ gross: Grams(0), stable: true });
  for (let times = 3; times > 0; times -= 1) hands.sample({ uptimeMs, frame: "0", reading });
}

function calledStable(sample: Sample): Sample {
  const { reading } = sample;
  return reading.ok ? { ...sample, reading: ok({ ...reading.value, stable: true }) } : sample;
}
