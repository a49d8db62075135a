/** The local date (`YYYY-MM-DD`) of a moment, by the zone's own rules. */
export type DayOf = (utc: string) => string;

export function daysIn(timeZone: string): DayOf {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  // Formatting is slow, and no zone's day begins within a quarter of an hour.
  const known = new Map<string, string>();
  return (utc) => {
    const quarter = utc.slice(0, 14) + Math.floor(Number(utc.slice(14, 16)) / 15);
    const date = known.get(quarter) ?? day.format(Date.parse(utc));
    known.set(quarter, date);
    return date;
  };
}

export const monthOfDay = (date: string): string => date.slice(0, 7);
export const yearOfDay = (date: string): number => Number(date.slice(0, 4));
