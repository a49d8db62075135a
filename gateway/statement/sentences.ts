import type { ReliefStatement } from "#contract/relief-statement.ts";
import type { MilliPoints, MinorUnits } from "#contract/units.ts";
import { arabicWords, englishWords, type Words } from "./words.ts";

type Working = ReliefStatement["workings"]["points"];

/** What a statement's sentences tell; the lines have their own. */
export type Told = Pick<
  ReliefStatement,
  | "year"
  | "carriedMilliPoints"
  | "milliPoints"
  | "members"
  | "points"
  | "step"
  | "basisPoints"
  | "fee"
  | "reliefMinorUnits"
> & {
  readonly ofLines: MilliPoints;
  /** The rule's ceiling, where it took something off the relief. */
  readonly ceilingMet: MinorUnits | null;
};

/** How points, percent and relief came out: a sentence each, in both languages. */
export const workingsOf = (told: Told): ReliefStatement["workings"] => ({
  points: inBoth(told, pointsSentence),
  percent: inBoth(told, percentSentence),
  relief: inBoth(told, reliefSentence),
});

const inBoth = (told: Told, sentence: (told: Told, words: Words) => string): Working => ({
  ar: sentence(told, arabicWords),
  en: sentence(told, englishWords),
});

function pointsSentence(told: Told, words: Words): string {
  const { ofLines, carriedMilliPoints, milliPoints, members, points } = told;
  const clauses = [words.ofLines(ofLines)];
  if (carriedMilliPoints !== 0) clauses.push(words.withCarried(carriedMilliPoints, milliPoints));
  if (milliPoints < 0) return [...clauses, words.belowZero(milliPoints)].join(words.semicolon);
  if (members !== null) clauses.push(words.perHead(members));
  return [...clauses, words.rounded(points)].join(words.semicolon);
}

/** "1,236 points lie between 400 (10 %) and 4,200 (50 %): 10 + (1,236 − 400) × 40 / 3,800 = 18.80 %" */
function percentSentence({ points, step: { from, to }, basisPoints }: Told, words: Words): string {
  const percent = words.percent(basisPoints);
  if (from === null) return `${words.belowCurve(points, to?.points ?? 0)}: ${percent}`;
  if (to === null) return `${words.aboveCurve(points, from.points)}: ${percent}`;
  const [rise, run] = [to.percent - from.percent, to.points - from.points];
  const [first, top, bottom] = [from.percent, from.points, rise].map(words.whole);
  const equals = ((points - from.points) * rise * 100) % run === 0 ? "=" : "≈";
  const ascent = `(${words.whole(points)} − ${top}) × ${bottom} / ${words.whole(run)}`;
  return `${words.between(points, from, to)}: ${first} + ${ascent} ${equals} ${percent}`;
}

function reliefSentence(told: Told, words: Words): string {
  const { year, fee, basisPoints, reliefMinorUnits, ceilingMet } = told;
  const relief = words.shekels(reliefMinorUnits);
  if (fee === null) return `${words.noAccount(year + 1)}: ${relief}`;
  const { feeMinorUnits, householdsServed, arrearsMinorUnits } = fee;
  const arrears = arrearsMinorUnits > 0 ? words.arrears(arrearsMinorUnits) : "";
  if (feeMinorUnits === null) return `${words.noCharge(fee.feeYear)}: ${relief}`;
  const share = words.shareOfFee(words.percent(basisPoints), feeMinorUnits, householdsServed);
  const ceiling = ceilingMet === null ? "" : words.ceiling(ceilingMet);
  return `${share}${ceiling}: ${relief}${arrears}`;
}
