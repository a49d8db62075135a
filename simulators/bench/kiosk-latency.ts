/** A weight, and when it was written or painted; ms of one clock. */
export type Seen = { readonly grams: number; readonly atMs: number };

/**
 * ms from each frame that showed another weight than the one before to the first painting of it, or of a later
 * one: a display may leave out what is old already. A painting counts for the earliest frame it may be of, so
 * that no latency comes out too short.
 */
export function latenciesOf(written: readonly Seen[], painted: readonly Seen[]): readonly number[] {
  const changes = written.filter(
    ({ grams }, index) => index > 0 && grams !== written[index - 1]?.grams,
  );
  const latest = painted.map(({ atMs }) => ({ atMs, of: -1 }));
  let next = 0;
  for (const [index, { grams, atMs }] of painted.entries()) {
    const of = changes.findIndex((it, at) => at >= next && it.grams === grams && it.atMs <= atMs);
    if (of < 0) continue;
    latest[index] = { atMs, of };
    next = of + 1;
  }
  return changes.map(({ grams, atMs }, index) => {
    const seen = latest.find(({ of }) => of >= index);
    if (seen === undefined) throw new Error(`${grams} g were written and never painted`);
    return seen.atMs - atMs;
  });
}
