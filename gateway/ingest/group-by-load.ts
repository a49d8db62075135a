/** Work that is done in batches, each as large as the load made it while the one before was done. */
export type Grouped<Item> = {
  add(item: Item): void;
  /** Resolves when nothing waits and nothing is being done. */
  drained(): Promise<void>;
};

export type Hands<Item> = {
  /** Batches at a time. */
  readonly hands: number;
  /** Most weight of a batch; one item alone may weigh more. */
  readonly most: number;
  weightOf(item: Item): number;
};

/**
 * No timer delays anyone: an item that comes alone is a batch of one, in the same turn of the event
 * loop. What comes while all hands are busy waits together, so a commit is shared by the more, the
 * longer commits take.
 *
 * @param work never rejects. `alone`: nothing else is being done or waits, so no time is lost by it.
 */
export function groupByLoad<Item>(
  work: (batch: readonly Item[], alone: boolean) => Promise<void>,
  { hands, most, weightOf }: Hands<Item>,
): Grouped<Item> {
  const waiting: Item[] = [];
  const drains: (() => void)[] = [];
  let busy = 0;
  let scheduled = false;

  /** What came in one turn of the event loop, from many sockets, is gathered before any is begun. */
  function schedule(): void {
    if (scheduled || waiting.length === 0 || busy === hands) return;
    scheduled = true;
    setImmediate(begin);
  }

  function begin(): void {
    scheduled = false;
    while (waiting.length > 0 && busy < hands) {
      const batch = waiting.splice(0, countOfShare());
      const alone = busy === 0 && waiting.length === 0;
      busy += 1;
      void work(batch, alone).then(end);
    }
  }

  function end(): void {
    busy -= 1;
    schedule();
    if (busy === 0 && waiting.length === 0) for (const wake of drains.splice(0)) wake();
  }

  /** An equal share of what waits for each free hand, cut where it becomes too heavy. */
  function countOfShare(): number {
    const share = Math.ceil(waiting.length / (hands - busy));
    let weight = 0;
    for (const [index, item] of waiting.slice(0, share).entries()) {
      weight += weightOf(item);
      if (weight > most) return Math.max(1, index);
    }
    return share;
  }

  return {
    add(item) {
      waiting.push(item);
      schedule();
    },
    drained: () =>
      busy === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => drains.push(resolve)),
  };
}
