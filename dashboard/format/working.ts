import type { LiveDeposit, LiveWorking } from "#contract/live.ts";
import type { Words } from "../text/words.ts";
import type { Numbers } from "./numbers.ts";

/**
 * How a deposit came to earn what it did, as sentences that can be checked by hand. Every number is
 * the gateway's: nothing is added up, multiplied or rounded here.
 */
export function workingOf(
  deposit: LiveDeposit,
  { stream, words, numbers }: { stream: string; words: Words; numbers: Numbers },
): string[] {
  const { working, credited, milliPoints } = deposit;
  if (working === null || deposit.outcome === "held") return [];
  const paid = paidOf(working, words, numbers);
  const month = words.monthOf(stream, numbers.month(working.month));
  const bag = words.thisBag(numbers.kilograms(deposit.netGrams));
  const sentences: string[] = [];
  if (credited !== null && working.rateMinorUnitsPerKg > 0) {
    const rate = numbers.amount(working.rateMinorUnitsPerKg);
    const sum = numbers.amount(working.monthCredit);
    sentences.push(
      `${month}: ${paid} × ${rate} = ${sum}${words.semicolon}${bag}:\u00a0${numbers.amount(credited)}`,
    );
  }
  if (milliPoints !== null && working.pointsPerKg > 0) {
    const rate = numbers.count(working.pointsPerKg);
    const sum = numbers.points(working.monthMilliPoints);
    const own = words.pointsOf(numbers.points(milliPoints));
    sentences.push(
      `${words.reliefSum}: ${paid} × ${rate} = ${sum}${words.semicolon}${words.ownShare}: ${own}`,
    );
  }
  return sentences;
}

function paidOf(working: LiveWorking, words: Words, numbers: Numbers): string {
  const { gramsA, gramsB, paidGramsA, paidGramsB, gradeFactorB } = working;
  const under = (paid: number, all: number) =>
    paid === all
      ? numbers.kilograms(paid)
      : words.underCap(numbers.kilograms(paid), numbers.kilograms(all));
  if (gramsB === 0) return under(paidGramsA, gramsA);
  const [gradeA, gradeB] = [under(paidGramsA, gramsA), under(paidGramsB, gramsB)];
  return words.gradedSum(gradeA, numbers.share(gradeFactorB), gradeB);
}
