import { type After, type Device, DeviceLost } from "../drivers/driver.ts";
import { Trouble } from "../trouble.ts";
import type { Sample } from "../weighing/reading.ts";

/** A load cell that is asked what its converter counts. */
export type Counter = {
  /** All that it counts in the next seconds. @throws Trouble when that is too little */
  count(): Promise<readonly number[]>;
  close(): Promise<void>;
};

const SETTLE_MS = 1000;
const COUNT_MS = 3000;
const MIN_COUNTS = 10;

/** @param scale whose grams are counts */
export function openCounter(scale: Device<Sample>, after: After): Counter {
  const abort = new AbortController();
  let counted: number[] = [];
  let last = "it says nothing";
  const listening = (async () => {
    try {
      for await (const { reading } of scale.events(abort.signal)) {
        if (reading.ok) counted.push(reading.value.gross);
        else last = `it says ${reading.problem.code}`;
      }
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      last = error.message;
    }
  })();
  const pause = (delayMs: number) => new Promise<void>((done) => void after(delayMs, done));
  return {
    async count() {
      await pause(SETTLE_MS);
      counted = [];
      await pause(COUNT_MS);
      const whole = [...counted]; // what comes from now on is of another load
      if (whole.length >= MIN_COUNTS) return whole;
      throw new Trouble(`The load cell cannot be read: ${last}. Try \`station doctor\`.`);
    },
    async close() {
      abort.abort();
      await scale.close();
      await listening;
    },
  };
}
