import type { StatementLine } from "#contract/relief-statement.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import type { GradedGrams, MonthTerms } from "../month/month.ts";
import { arabicLine, englishLine, type LineWords } from "./line-words.ts";

/** What a line says of itself: the month up to this year, and what of it counted before. */
export type LineFacts = Pick<
  StatementLine,
  "month" | "label" | "late" | "recordedGrams" | "milliPoints"
> & {
  /** g of the line that can earn points. */
  readonly own: Grams;
  /** g of the month that can earn points, up to this year; and what of it is paid. */
  readonly total: Grams;
  readonly paid: GradedGrams;
  /** Null where no tariff paid for the stream. */
  readonly terms: MonthTerms | null;
  /** What of the month counted for earlier years; null: nothing of it did. */
  readonly before: MilliPoints | null;
};

/** "Plastic in March: 12.340 kg × 4 points/kg = 49.360 points", in both languages. */
export const lineWorking = (facts: LineFacts): StatementLine["working"] => ({
  ar: sentenceOf(facts, arabicLine),
  en: sentenceOf(facts, englishLine),
});

function sentenceOf(facts: LineFacts, words: LineWords): string {
  const { label, month, late, recordedGrams, terms, milliPoints } = facts;
  const head = late ? words.lateHead(label, month) : words.head(label, month);
  if (terms !== null && terms.pointsPerKg > 0) {
    const notes = notesOf(facts, words).join(words.comma);
    const working = workingOf(facts, terms, words);
    return `${head}: ${notes === "" ? "" : `${notes}${words.semicolon}`}${working}`;
  }
  const why = terms === null ? words.noTariff : words.noPoints;
  const weighed = words.weighed(recordedGrams);
  return `${head}: ${weighed}${words.semicolon}${why}: ${words.points(milliPoints)}`;
}

/** Only what is needed to follow the numbers: a plain month has none. */
function notesOf({ recordedGrams, own, total, paid, before }: LineFacts, words: LineWords) {
  const paidGrams = Grams(paid.a + paid.b);
  return [
    ...(recordedGrams === own ? [] : [words.weighed(recordedGrams), words.earning(own)]),
    ...(before === null ? [] : [words.together(total)]),
    ...(paidGrams === total ? [] : [words.capped(paidGrams, total)]),
  ];
}

function workingOf(facts: LineFacts, terms: MonthTerms, words: LineWords): string {
  const { before, milliPoints } = facts;
  const equals = isExact(facts, terms) ? "=" : "≈";
  const after = words.points(MilliPoints(milliPoints + (before ?? 0)));
  const product = `${paidBy(facts, terms, words)} × ${words.rate(terms.pointsPerKg)} ${equals} ${after}`;
  if (before === null) return product;
  return `${product}${words.comma}${words.less(before)}: ${words.points(milliPoints)}`;
}

/** The paid kilograms, each grade with its factor where that is not the whole. */
function paidBy({ paid: { a, b } }: LineFacts, { gradeFactors }: MonthTerms, words: LineWords) {
  const weighted = (grams: string, factor: number) =>
    factor === 100 ? grams : `${grams} × ${words.factor(factor)}`;
  const gradeA = weighted(words.gradeA(a), gradeFactors.A);
  if (b === 0) return gradeA;
  const gradeB = weighted(words.gradeB(b), gradeFactors.B);
  return a === 0 ? gradeB : `(${gradeA} + ${gradeB})`;
}

/** Does the product need no rounding to thousandths of a point? */
const isExact = ({ paid: { a, b } }: LineFacts, { gradeFactors, pointsPerKg }: MonthTerms) =>
  ((gradeFactors.A * a + gradeFactors.B * b) * pointsPerKg) % 100 === 0;
