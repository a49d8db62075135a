import { CYCLES_PER_MS, type Uno } from "./uno.ts";

export type Lockstep = {
  /** Lets so many milliseconds pass for boards and timers alike. */
  run(ms: number): Promise<void>;
  /** @throws Error when it is not so within the limit */
  until(isSo: () => boolean, limitMs?: number): Promise<void>;
};

const LIMIT_MS = 10_000;

/**
 * One time for boards and for the program that talks to them: each in turn goes on by a millisecond, so
 * that two runs are alike to the millisecond.
 *
 * @param passMs advances the program's fake timers, and lets it do what is due
 */
export function lockstep(unos: readonly Uno[], passMs: (ms: number) => Promise<unknown>): Lockstep {
  async function step(): Promise<void> {
    for (const uno of unos) uno.run(CYCLES_PER_MS);
    await passMs(1);
  }
  return {
    async run(ms) {
      for (let passed = 0; passed < ms; passed++) await step();
    },
    async until(isSo, limitMs = LIMIT_MS) {
      for (let passed = 0; !isSo(); passed++) {
        if (passed >= limitMs) throw new Error(`not so within ${limitMs} ms: ${isSo}`);
        await step();
      }
    },
  };
}
