import type { Settings } from "#contract/settings.ts";
import type { Grams, MinorUnits } from "#contract/units.ts";

// Numbers for the eye alone: nothing is reckoned with what these functions make.

const KILOGRAM_PLACES = 3;

/** `4.680 kg` */
export function weightText(grams: Grams, locale: string): string {
  return decimals(locale, KILOGRAM_PLACES, "kilogram").format(grams / 10 ** KILOGRAM_PLACES);
}

/** `91.54 QAM` */
export function amountText(
  amount: MinorUnits,
  { code, minorUnits }: Settings["currency"],
  locale: string,
): string {
  return `${decimals(locale, minorUnits).format(amount / 10 ** minorUnits)} ${code}`;
}

/** Making a formatter costs more than a reading of the scale may: each is made once. */
const formatters = new Map<string, Intl.NumberFormat>();

function decimals(locale: string, places: number, unit?: string): Intl.NumberFormat {
  const key = `${locale} ${places} ${unit}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const style = unit === undefined ? {} : ({ style: "unit", unit } as const);
  const made = new Intl.NumberFormat(locale, { ...digits, ...style });
  formatters.set(key, made);
  return made;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `3 days ago` */
export function ageText(ageMs: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (ageMs >= DAY_MS) return words.format(-Math.floor(ageMs / DAY_MS), "day");
  if (ageMs >= HOUR_MS) return words.format(-Math.floor(ageMs / HOUR_MS), "hour");
  return words.format(-Math.floor(ageMs / MINUTE_MS), "minute");
}
