import type { Grams } from "#contract/units.ts";
import { type After, type Device, DeviceLost } from "../drivers/driver.ts";
import { Trouble } from "../trouble.ts";
import type { WeighingConfig } from "../weighing/config.ts";
import type { Sample } from "../weighing/reading.ts";
import { initialWeighing, stepWeighing, type Weighing } from "../weighing/weighing.ts";

/** A scale that is asked what it settles on, by the same rule that weighs bags. */
export type Gauge = {
  /** What it shows once that has stood still from now on. @throws Trouble when it does not */
  settled(): Promise<Grams>;
  close(): Promise<void>;
};

export type GaugeParts = {
  readonly scale: Device<Sample>;
  readonly config: WeighingConfig;
  readonly after: After;
  /** Each reading, for whoever watches. */
  readonly onReading: (grams: Grams) => void;
};

const PATIENCE_MS = 60_000;

export function openGauge({ scale, config, after, onReading }: GaugeParts): Gauge {
  const platform: WeighingConfig = { ...config, mode: "platform" };
  const abort = new AbortController();
  let state = initialWeighing;
  let lost: Trouble | null = null;
  let look = () => {};
  const listening = (async () => {
    try {
      for await (const sample of scale.events(abort.signal)) {
        state = stepWeighing(state, sample, platform);
        if (sample.reading.ok) onReading(sample.reading.value.gross);
        look();
      }
      lost = new Trouble("The scale is gone: its line ended.");
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      lost = new Trouble(`The scale is gone: ${error.message}.`);
    }
    look();
  })();
  return {
    settled() {
      state = { ...initialWeighing, baseline: state.baseline };
      const { promise, resolve, reject } = Promise.withResolvers<Grams>();
      const cancel = after(PATIENCE_MS, () => reject(notAtRest(state.weighing)));
      look = () => {
        const at = settledAt(state.weighing);
        if (at !== null) resolve(at);
        else if (lost !== null) reject(lost);
      };
      look();
      return promise.finally(() => {
        cancel();
        look = () => {};
      });
    },
    async close() {
      abort.abort();
      await scale.close();
      await listening;
    },
  };
}

function settledAt(weighing: Weighing): Grams | null {
  return "settled" in weighing ? (weighing.settled?.gross ?? null) : null;
}

function notAtRest(weighing: Weighing): Trouble {
  const shows = weighing.kind === "misset" ? `misset (${weighing.problem})` : weighing.kind;
  return new Trouble(`The scale did not come to rest within a minute; it shows: ${shows}.`);
}
