import type { MilliPoints, MinorUnits } from "#contract/units.ts";
import { arabicNumbers, englishNumbers } from "./numbers.ts";

type Step = { readonly points: number; readonly percent: number };

/** The phrases of a statement's sentences in one language. */
export type Words = {
  readonly semicolon: string;
  readonly whole: (number: number) => string;
  readonly percent: (basisPoints: number) => string;
  readonly shekels: (agorot: MinorUnits) => string;
  readonly ofLines: (points: MilliPoints) => string;
  readonly withCarried: (carried: MilliPoints, together: MilliPoints) => string;
  readonly perHead: (members: number) => string;
  readonly rounded: (points: number) => string;
  readonly belowZero: (points: MilliPoints) => string;
  readonly belowCurve: (points: number, first: number) => string;
  readonly aboveCurve: (points: number, last: number) => string;
  readonly between: (points: number, from: Step, to: Step) => string;
  readonly shareOfFee: (percent: string, fee: MinorUnits, householdsServed: number) => string;
  readonly ceiling: (most: MinorUnits) => string;
  readonly arrears: (agorot: MinorUnits) => string;
  readonly noCharge: (feeYear: number) => string;
  readonly noAccount: (feeYear: number) => string;
};

const en = englishNumbers;
const ils = (agorot: MinorUnits) => `${en.shekels(agorot)} ILS`;
const points = (count: number) => `${en.whole(count)} ${count === 1 ? "point" : "points"}`;
const lie = (count: number) => (count === 1 ? "lies" : "lie");
const englishStep = (step: Step) => `${en.whole(step.points)} (${en.whole(step.percent)} %)`;

export const englishWords: Words = {
  semicolon: "; ",
  whole: en.whole,
  percent: (basisPoints) => `${en.percent(basisPoints)} %`,
  shekels: ils,
  ofLines: (sum) => `The lines give ${en.points(sum)} points`,
  withCarried: (carried, together) =>
    `with ${en.points(carried)} carried from the year before, ${en.points(together)}`,
  perHead: (members) => `× 4.8 / ${en.whole(members)} (members on 1 December)`,
  rounded: (count) => `rounded half up: ${points(count)}`,
  belowZero: (sum) => `below zero: 0 points, and ${en.points(sum)} carried to the next year`,
  belowCurve: (count, first) => `${points(count)} ${lie(count)} below ${en.whole(first)}`,
  aboveCurve: (count, last) => `${points(count)} ${lie(count)} at or above ${en.whole(last)}`,
  between: (count, from, to) =>
    `${points(count)} ${lie(count)} between ${englishStep(from)} and ${englishStep(to)}`,
  shareOfFee: (percent, fee, served) =>
    `${percent} of ${ils(fee)}${served === 1 ? "" : `, of which this household has one part in ${en.whole(served)}`}`,
  ceiling: (most) => `, but at most ${ils(most)} a year`,
  arrears: (agorot) => `; arrears of ${ils(agorot)} do not block it`,
  noCharge: (year) => `No fee is charged for ${en.year(year)} yet`,
  noAccount: (year) => `The household has no fee account on 1 April ${en.year(year)}`,
};

const ar = arabicNumbers;
const shekel = (agorot: MinorUnits) => `${ar.shekels(agorot)} شيكل`;
const arabicStep = (step: Step) => `${ar.whole(step.points)} (${ar.whole(step.percent)}٪)`;
const plural = new Intl.PluralRules("ar");
/** 3 to 10 of a hundred take the plural; all others, as they are written here, the singular. */
const nuqat = (count: number) =>
  `${ar.whole(count)} ${plural.select(count) === "few" ? "نقاط" : "نقطة"}`;

export const arabicWords: Words = {
  semicolon: "؛ ",
  whole: ar.whole,
  percent: (basisPoints) => `${ar.percent(basisPoints)}٪`,
  shekels: shekel,
  ofLines: (sum) => `مجموع السطور ${ar.points(sum)} نقطة`,
  withCarried: (carried, together) =>
    `ومع ${ar.points(carried)} المرحّلة من السنة السابقة ${ar.points(together)}`,
  perHead: (members) => `× ٤٫٨ / ${ar.whole(members)} (عدد الأفراد في ١ كانون الأول)`,
  rounded: (count) => `بالتقريب إلى أقرب عدد صحيح: ${nuqat(count)}`,
  belowZero: (sum) => `أقل من صفر: ٠ نقطة، و${ar.points(sum)} تُرحّل إلى السنة التالية`,
  belowCurve: (count, first) => `${nuqat(count)} أقل من ${ar.whole(first)}`,
  aboveCurve: (count, last) => `${nuqat(count)} لا تقل عن ${ar.whole(last)}`,
  between: (count, from, to) => `${nuqat(count)} تقع بين ${arabicStep(from)} و${arabicStep(to)}`,
  shareOfFee: (percent, fee, served) =>
    `${percent} من ${shekel(fee)}${served === 1 ? "" : `، وحصة هذه الأسرة منها جزء واحد من ${ar.whole(served)}`}`,
  ceiling: (most) => `، على ألا يزيد على ${shekel(most)} في السنة`,
  arrears: (agorot) => `؛ والمتأخرات البالغة ${shekel(agorot)} لا تمنعه`,
  noCharge: (year) => `لم تُفرض رسوم سنة ${ar.year(year)} بعد`,
  noAccount: (year) => `ليس للأسرة حساب رسوم في ١ نيسان ${ar.year(year)}`,
};
