import type { After } from "./driver.ts";

/**
 * The same items, and a null whenever so many ms of real time have passed since the last of either.
 * Whoever stops listening closes the device: that is what ends a read that is still under way.
 */
export async function* orSilence<Item>(
  items: AsyncIterable<Item>,
  silentMs: number,
  after: After,
): AsyncGenerator<Item | null> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const first = await firstOf(next, silentMs, after);
    if (first === null) {
      yield null;
      continue;
    }
    if (first.done === true) return;
    yield first.value;
    next = iterator.next();
  }
}

async function firstOf<Value>(next: Promise<Value>, silentMs: number, after: After) {
  const { promise: silence, resolve } = Promise.withResolvers<null>();
  const cancel = after(silentMs, () => resolve(null));
  try {
    return await Promise.race([next, silence]);
  } finally {
    cancel();
  }
}
