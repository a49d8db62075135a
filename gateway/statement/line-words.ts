import type { StatementLine } from "#contract/relief-statement.ts";
import type { Grams, MilliPoints } from "#contract/units.ts";
import { arabicNumbers, englishNumbers } from "./numbers.ts";

/** The phrases of a line's sentence in one language. */
export type LineWords = {
  readonly comma: string;
  readonly semicolon: string;
  readonly head: (label: StatementLine["label"], month: string) => string;
  /** The head of what came, or was decided, after the year's cut-off. */
  readonly lateHead: (label: StatementLine["label"], month: string) => string;
  readonly weighed: (grams: Grams) => string;
  readonly earning: (grams: Grams) => string;
  readonly together: (grams: Grams) => string;
  readonly capped: (paid: Grams, total: Grams) => string;
  readonly noTariff: string;
  readonly noPoints: string;
  readonly gradeA: (grams: Grams) => string;
  readonly gradeB: (grams: Grams) => string;
  readonly factor: (percent: number) => string;
  readonly rate: (pointsPerKg: number) => string;
  readonly points: (points: MilliPoints) => string;
  readonly less: (points: MilliPoints) => string;
};

const yearOf = (month: string): number => Number(month.slice(0, 4));

const en = englishNumbers;
const englishHead: LineWords["head"] = (label, month) => `${label.en} in ${en.month(month)}`;
const englishKg = (grams: Grams) => `${en.kilograms(grams)} kg`;

export const englishLine: LineWords = {
  comma: ", ",
  semicolon: "; ",
  head: englishHead,
  lateHead: (label, month) => `${englishHead(label, month)} ${en.year(yearOf(month))}, late`,
  weighed: (grams) => `${englishKg(grams)} weighed`,
  earning: (grams) => `${englishKg(grams)} of it can earn points`,
  together: (grams) => `${englishKg(grams)} with what counted before`,
  capped: (paid, total) => `${englishKg(paid)} of ${englishKg(total)} paid under the month's cap`,
  noTariff: "no tariff paid for it",
  noPoints: "it earns no points",
  gradeA: englishKg,
  gradeB: (grams) => `${englishKg(grams)} of grade B`,
  factor: (percent) => `${en.whole(percent)} %`,
  rate: (points) => `${en.whole(points)} ${points === 1 ? "point" : "points"}/kg`,
  points: (points) => `${en.points(points)} points`,
  less: (points) => `less ${en.points(points)} that counted before`,
};

const ar = arabicNumbers;
const arabicHead: LineWords["head"] = (label, month) => `${label.ar} في ${ar.month(month)}`;
const arabicKg = (grams: Grams) => `${ar.kilograms(grams)} كغ`;

export const arabicLine: LineWords = {
  comma: "، ",
  semicolon: "؛ ",
  head: arabicHead,
  lateHead: (label, month) => `${arabicHead(label, month)} ${ar.year(yearOf(month))}، متأخر`,
  weighed: (grams) => `الموزون ${arabicKg(grams)}`,
  earning: (grams) => `منه ${arabicKg(grams)} تكسب نقاطًا`,
  together: (grams) => `${arabicKg(grams)} مع ما حُسب سابقًا`,
  capped: (paid, total) => `يُحسب ${arabicKg(paid)} من ${arabicKg(total)} ضمن سقف الشهر`,
  noTariff: "لا تعرفة سارية له",
  noPoints: "لا يكسب نقاطًا",
  gradeA: arabicKg,
  gradeB: (grams) => `${arabicKg(grams)} من الدرجة ب`,
  factor: (percent) => `${ar.whole(percent)}٪`,
  rate: (points) => `${ar.whole(points)} نقطة/كغ`,
  points: (points) => `${ar.points(points)} نقطة`,
  less: (points) => `ناقص ${ar.points(points)} حُسبت سابقًا`,
};
