import type { Slug } from "#contract/ids.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Receipted, Recorded } from "./messages.ts";

/** A deposit of this run that has its receipt. */
export type Receipt = Omit<Recorded, "kind"> & Omit<Receipted, "kind"> & { readonly station: Slug };

/** What this run has brought so far. */
export type Tally = {
  readonly deposits: number;
  readonly gramsByStream: ReadonlyMap<Slug, Grams>;
  readonly credited: MinorUnits;
  readonly points: MilliPoints;
};

export const noDeposits: Tally = {
  deposits: 0,
  gramsByStream: new Map(),
  credited: MinorUnits(0),
  points: MilliPoints(0),
};

export function counted(tally: Tally, { stream, net, credited, points }: Receipt): Tally {
  const grams = Grams((tally.gramsByStream.get(stream) ?? 0) + net);
  return {
    deposits: tally.deposits + 1,
    gramsByStream: new Map(tally.gramsByStream).set(stream, grams),
    credited: MinorUnits(tally.credited + (credited ?? 0)),
    points: MilliPoints(tally.points + (points ?? 0)),
  };
}

/** Brings a deposit and its receipt together; each deposit has one, however often it is said. */
export function openReceiptMatcher(onReceipt: (receipt: Receipt) => void) {
  const waiting = new Map<string, Recorded>();
  return (station: Slug, event: Recorded | Receipted): void => {
    const id = `${event.chain}/${event.seq}`;
    if (event.kind === "recorded") {
      waiting.set(id, event);
      return;
    }
    const recorded = waiting.get(id);
    if (recorded === undefined || event.outcome === "deferred") return; // of an earlier run; not decided
    waiting.delete(id);
    onReceipt({ ...recorded, ...event, station });
  };
}
