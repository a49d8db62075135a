import type { EventOf } from "../journal/event.ts";
import { type Book, type Expired, termsFor } from "./book.ts";
import { sumOver } from "./cells.ts";
import { creditOf } from "./worth.ts";

export function expire(
  { amounts }: EventOf<"credits-expired">,
  position: number,
  { expired }: Book,
): void {
  for (const { household, amount } of amounts) {
    const its = expired.get(household) ?? { listed: new Map<number, number>(), corrected: 0 };
    // What was taken back beyond the earlier ones is not taken from this one.
    its.corrected = Math.max(Math.min(its.corrected, 0), -sumOf(its));
    its.listed.set(position, amount);
    expired.set(household, its);
  }
}

export function undoExpiry(position: number, { expired }: Book): void {
  for (const its of expired.values()) {
    if (its.listed.delete(position) && its.listed.size === 0) its.corrected = 0;
  }
}

const sumOf = ({ listed }: Expired): number =>
  [...listed.values()].reduce((sum, amount) => sum + amount, 0);

/** Minor units of a household that are expired by now. */
export function expiredOf(household: string, { expired }: Book): number {
  const its = expired.get(household);
  return its === undefined ? 0 : Math.min(sumOf(its), Math.max(0, sumOf(its) + its.corrected));
}

/** A correction of a bag from before an expiry changes what its households have had, before it all else. */
export function aroundCorrection(deposit: number, correct: () => void, book: Book): void {
  const touched = [...book.expired].filter(
    ([, { listed }]) => deposit < Math.max(0, ...listed.keys()),
  );
  const before = touched.map(([household]) => earnedBy(household, book));
  correct();
  for (const [index, [household, its]] of touched.entries()) {
    its.corrected += earnedBy(household, book) - (before[index] ?? 0);
  }
}

function earnedBy(household: string, book: Book): number {
  const cells = [...(book.cells.get(`household:${household}`)?.values() ?? [])];
  const worth = cells.map((cell) => {
    const terms = termsFor(cell, book);
    return terms === null ? 0 : creditOf(sumOver(cell, () => true).credit, terms);
  });
  return worth.reduce((sum, one) => sum + one, 0);
}
