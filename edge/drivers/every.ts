import type { After } from "./driver.ts";

/** Calls `action` again and again, every so many ms of real time; the answer ends it. */
export function every(after: After, delayMs: number, action: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = after(delayMs, again);
    action();
  };
  cancel = after(delayMs, again);
  return () => cancel();
}
