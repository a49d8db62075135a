import type { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";

/** How one language writes the numbers of a statement. */
export type Numbers = {
  /** Kilograms with three decimals. */
  readonly kilograms: (grams: Grams) => string;
  /** Points with three decimals. */
  readonly points: (points: MilliPoints) => string;
  /** Shekels with two decimals. */
  readonly shekels: (agorot: MinorUnits) => string;
  /** From hundredths, with two decimals; the sign is the sentence's. */
  readonly percent: (basisPoints: number) => string;
  readonly whole: (number: number) => string;
  /** `YYYY-MM` without its year. */
  readonly month: (month: string) => string;
  readonly year: (year: number) => string;
};

/** @param locale BCP 47, with the digits it is to use */
function numbersOf(locale: string): Numbers {
  const [whole, two, three] = [decimals(locale, 0), decimals(locale, 2), decimals(locale, 3)];
  const year = new Intl.NumberFormat(locale, { useGrouping: false });
  const names = monthNames(locale);
  return {
    kilograms: (grams) => three.format(grams / 1000),
    points: (points) => three.format(points / 1000),
    shekels: (agorot) => two.format(agorot / 100),
    percent: (basisPoints) => two.format(basisPoints / 100),
    whole: (number) => whole.format(number),
    month: (month) => names[Number(month.slice(5)) - 1] ?? month,
    year: (number) => year.format(number),
  };
}

function decimals(locale: string, digits: number): Intl.NumberFormat {
  const both = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, both);
}

function monthNames(locale: string): readonly string[] {
  const { format } = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => format(Date.UTC(2026, month, 1)));
}

export const arabicNumbers = numbersOf("ar-PS-u-nu-arab");
export const englishNumbers = numbersOf("en-u-nu-latn");
