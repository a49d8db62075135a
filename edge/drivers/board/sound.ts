import type { After } from "../driver.ts";

/**
 * Sounds a buzzer, by ms of sound and of silence in turn.
 *
 * @returns silences it
 */
export function sound(
  buzzer: { set(isOn: boolean): void },
  pattern: readonly number[],
  after: After,
): () => void {
  let cancel = () => {};
  const go = (at: number) => {
    const forMs = pattern[at];
    buzzer.set(forMs !== undefined && at % 2 === 0);
    if (forMs !== undefined) cancel = after(forMs, () => go(at + 1));
  };
  go(0);
  return () => {
    cancel();
    buzzer.set(false);
  };
}
