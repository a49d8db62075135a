import type { StreamTerms, TariffDocument } from "../journal/tariff-document.ts";
import { halfUp } from "./half-up.ts";

/** g: grade A or not inspected, and grade B. */
export type Graded = { readonly a: number; readonly b: number };
export const NOTHING: Graded = { a: 0, b: 0 };
export const plus = (one: Graded, other: Graded, sign = 1): Graded => ({
  a: one.a + sign * other.a,
  b: one.b + sign * other.b,
});

/** What a tariff says of a holder's month in one of its streams. */
export type Terms = {
  readonly rate: number;
  readonly pointsPerKg: number;
  readonly factors: Graded;
  /** g; null: none. */
  readonly cap: number | null;
};

/** The tariff in force in a month: the latest that had begun. */
export function tariffOf(month: string, tariffs: readonly TariffDocument[]): TariffDocument | null {
  const begun = tariffs.filter(({ validFrom }) => validFrom <= month);
  return begun.reduce<TariffDocument | null>(
    (latest, one) => (latest === null || one.validFrom > latest.validFrom ? one : latest),
    null,
  );
}

export const streamOf = (tariff: TariffDocument | null, stream: string): StreamTerms | null =>
  tariff?.streams.find((one) => one.stream === stream) ?? null;

/** @param members null for a card that nobody has claimed */
export function termsOf(
  tariff: TariffDocument,
  stream: StreamTerms,
  members: number | null,
): Terms {
  const { credits, points } = tariff.ledgers;
  return {
    rate: credits ? stream.rateMinorUnitsPerKg : 0,
    pointsPerKg: points ? stream.pointsPerKg : 0,
    factors: { a: tariff.gradeFactors.A, b: tariff.gradeFactors.B },
    cap: capOf(stream.monthCapGrams ?? null, members),
  };
}

function capOf(cap: number | null, members: number | null): number | null {
  if (cap === null || members === null) return cap;
  const sized = Number((BigInt(cap) * BigInt(members) * 10n) / 48n);
  return sized > cap ? sized : cap;
}

/** At most the cap, the best grade first. */
export function paidUnder(cap: number | null, { a, b }: Graded): Graded {
  if (cap === null) return { a, b };
  const paid = a < cap ? a : cap;
  return { a: paid, b: b < cap - paid ? b : cap - paid };
}

/** Minor units that a month's payable grams are worth. */
export const creditOf = (grams: Graded, terms: Terms): number =>
  halfUp(weighted(grams, terms) * BigInt(terms.rate), 100_000n);

/** Thousandths of a point that a month's grams are worth. */
export const pointsOf = (grams: Graded, terms: Terms): number =>
  halfUp(weighted(grams, terms) * BigInt(terms.pointsPerKg), 100n);

function weighted(grams: Graded, { cap, factors }: Terms): bigint {
  const { a, b } = paidUnder(cap, grams);
  return BigInt(factors.a) * BigInt(a) + BigInt(factors.b) * BigInt(b);
}
