/** Months without a bag or a payment after which a council may let a household's credits expire. */
export const IDLE_MONTHS = 15;

/**
 * The last local date on which a household may have been active, for its credits to expire today.
 *
 * @param today `YYYY-MM-DD`; a day that its month does not have counts as that month's last
 */
export function idleSince(today: string): string {
  const [year = 0, month = 0, day = 0] = today.split("-").map(Number);
  const months = year * 12 + (month - 1) - IDLE_MONTHS;
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${toYear}-${two(toMonth)}-${two(Math.min(day, lastDay))}`;
}

/** What of a household expired, in minor units. */
export type Expired = {
  /** By expiries that are not undone. */
  readonly listed: number;
  /** What corrections since made of bags that had come before: below zero, taken back. */
  readonly corrected: number;
};

/**
 * What of it is expired by now. What expired was the worth of earlier bags, so whatever a correction of
 * these takes back comes from there, before it touches what the household holds or makes a debt. It is
 * a function of two sums, so neither the order of corrections nor bags and payments between them matter,
 * and a correction and its undoing leave everything as it was.
 */
export const leftExpired = ({ listed, corrected }: Expired): number =>
  listed - Math.min(listed, Math.max(0, -corrected));

/** As a further expiry finds it: what corrections took beyond the earlier ones is settled. */
export const withExpiry = (before: Expired, amount: number): Expired => ({
  listed: before.listed + amount,
  corrected: leftExpired(before) - before.listed,
});

/** Once no expiry stands, a later one begins anew. */
export const withoutExpiry = ({ listed, corrected }: Expired, amount: number): Expired =>
  listed === amount ? { listed: 0, corrected: 0 } : { listed: listed - amount, corrected };
