import type { LiveSnapshot } from "#contract/live.ts";
import { LANGUAGES, type LanguageName } from "./language.ts";

/** Numbers as a reader writes them. All of them come from the gateway: here they only get digits. */
export type Numbers = ReturnType<typeof numbersIn>;

export function numbersIn(language: LanguageName, currency: LiveSnapshot["currency"]) {
  const { locale, words } = LANGUAGES[language];
  const plain = (least: number, most: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most });
  const three = plain(3, 3);
  const money = plain(currency.minorUnits, currency.minorUnits);
  const upToThree = plain(0, 3);
  const whole = plain(0, 0);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const twoPercent = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const year = new Intl.NumberFormat(locale, { useGrouping: false });

  return {
    kilograms: (grams: number) => words.kilograms(three.format(shifted(grams, 3))),
    amount: (minorUnits: number) => money.format(shifted(minorUnits, currency.minorUnits)),
    credit: (minorUnits: number) =>
      words.credit(money.format(shifted(minorUnits, currency.minorUnits)), currency.code),
    points: (milliPoints: number) => upToThree.format(shifted(milliPoints, 3)),
    count: (number: number) => whole.format(number),
    /** @param hundredths 67 is 67 % */
    share: (hundredths: number) => percent.format(shifted(hundredths, 2)),
    /** @param value 18.8 is 18.80 % */
    relief: (value: number) => twoPercent.format(shifted(value, 2)),
    day: (date: string) => day.format(new Date(`${date}T00:00:00Z`)),
    month: (yearAndMonth: string) => month.format(new Date(`${yearAndMonth}-01T00:00:00Z`)),
    year: (number: number) => year.format(number),
  };
}

/** Intl reads the exponent itself: 12340 grams are exactly "12340E-3", no fraction is formed here. */
const shifted = (amount: number, decimals: number): `${number}` =>
  `${amount}E-${decimals}` as `${number}`;
