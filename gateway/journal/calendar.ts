import { assert } from "#contract/assert.ts";
import type { EpochMs } from "#contract/units.ts";

/** `YYYY-MM-DD` of a moment, in an IANA time zone. */
export type LocalDateOf = (time: EpochMs) => string;

const QUARTER_HOUR_MS = 900_000;
const MAX_KNOWN = 10_000;

/** The zone's own rules decide: Palestine moves its summer time for Ramadan. */
export function localDates(timeZone: string): LocalDateOf {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const read = (time: number) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const [year = "", month, day] = [parts.get("year"), parts.get("month"), parts.get("day")];
    return `${year.padStart(4, "0")}-${month}-${day}`;
  };
  // No zone's day begins within a quarter of an hour; formatting is too slow to do for every bag.
  const known = new Map<number, string>();
  return (time) => {
    const quarter = Math.floor(time / QUARTER_HOUR_MS);
    const date = known.get(quarter) ?? read(time);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(quarter, date);
    return date;
  };
}

/** `YYYY-MM` of a `YYYY-MM-DD`. */
export const monthOf = (date: string): string => date.slice(0, 7);

export function yearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  assert(Number.isInteger(year), `no year in ${date}`);
  return year;
}
