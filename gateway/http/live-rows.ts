import type { LiveDeposit, LiveRelief, LiveStream, LiveWorking } from "#contract/live.ts";
import type { StreamSettings } from "#contract/settings.ts";
import { Grams, MinorUnits } from "#contract/units.ts";
import { householdOf } from "../journal/account.ts";
import type { Corrected } from "../store/corrected.ts";
import type { DepositRow, Working } from "../store/deposit-row.ts";
import type { ReliefRow, StreamTotal } from "../store/store.ts";

/** What the page may know of a deposit: the card and the hour stay here. */
export function liveDepositOf(row: DepositRow): LiveDeposit {
  const { station, chainNumber, seq, stream, grade, outcome, credited } = row;
  return {
    station,
    chainNumber,
    seq,
    stream,
    grade,
    netGrams: row.net,
    outcome,
    reasons: [...row.reasons],
    household: row.holder === null ? null : householdOf(row.holder),
    weighedOn: row.date,
    credited,
    milliPoints: row.points,
    working: row.working === null ? null : liveWorkingOf(row.working),
    corrected: row.corrected === null ? null : liveCorrectedOf(row.corrected),
  };
}

const liveCorrectedOf = ({ net, credited, points }: Corrected): LiveDeposit["corrected"] => ({
  ...{ netGrams: net, credited, milliPoints: points },
});

function liveWorkingOf(working: Working): LiveWorking {
  const { month, gramsA, gramsB, capGrams, gradeFactorB, pointsPerKg, monthCredit } = working;
  return {
    month,
    gramsA,
    gramsB,
    capGrams,
    paidGramsA: working.paidA,
    paidGramsB: working.paidB,
    gradeFactorB,
    rateMinorUnitsPerKg: MinorUnits(working.rateMinorUnitsPerKg),
    pointsPerKg,
    monthCredit,
    monthMilliPoints: working.monthPoints,
  };
}

/** The tariff's streams in its order, then those that only the past knows. */
export function liveStreamsOf(
  settings: readonly StreamSettings[],
  totals: readonly StreamTotal[],
): readonly LiveStream[] {
  const listed = settings.map(({ stream, label }) => liveStreamOf(stream, label, totals));
  const past = totals.filter(({ stream }) => settings.every((one) => one.stream !== stream));
  return [
    ...listed,
    ...past.map(({ stream }) => liveStreamOf(stream, { ar: stream, en: stream }, totals)),
  ];
}

function liveStreamOf(
  stream: string,
  label: LiveStream["label"],
  totals: readonly StreamTotal[],
): LiveStream {
  const total = totals.find((one) => one.stream === stream);
  const { deposits = 0, grams = Grams(0), credited = MinorUnits(0) } = total ?? {};
  return { stream, label: { ar: label.ar, en: label.en }, deposits, grams, credited };
}

/** By the rule of the year, as the statements have it. */
export const liveReliefOf = ({ household, points, basisPoints }: ReliefRow): LiveRelief => ({
  household,
  milliPoints: points,
  percent: basisPoints / 100,
});
