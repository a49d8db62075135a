import { assert } from "#contract/assert.ts";
import type { EpochMs } from "#contract/units.ts";

/** `YYYY-MM-DD` of a moment, in an IANA time zone. */
export type LocalDateOf = (time: EpochMs) => string;

/** The zone's own rules decide: Palestine moves its summer time for Ramadan. */
export function localDates(timeZone: string): LocalDateOf {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const [year = "", month, day] = [parts.get("year"), parts.get("month"), parts.get("day")];
    return `${year.padStart(4, "0")}-${month}-${day}`;
  };
}

/** `YYYY-MM` of a `YYYY-MM-DD`. */
export const monthOf = (date: string): string => date.slice(0, 7);

export function yearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  assert(Number.isInteger(year), `no year in ${date}`);
  return year;
}
