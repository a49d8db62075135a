import { decimalOf, kilogramsOf } from "#contract/decimal.ts";
import type { ExplainedStep, Explanation } from "../store/explanation.ts";
import { ARABIC, ENGLISH, type ExplanationWords } from "./explanation-words.ts";

export type Language = "ar" | "en";
export type Currency = { readonly code: string; readonly minorUnits: number };

/** How a deposit became its credit and points, in sentences that a person can check by hand. */
export function explanationText(
  { deposit, steps }: Explanation,
  { language, currency }: { readonly language: Language; readonly currency: Currency },
): string {
  const words = language === "ar" ? ARABIC : ENGLISH;
  const paragraphs = steps.map((step) => stepLines(step, words, currency).join("\n  "));
  return [words.title(deposit), ...paragraphs].join("\n\n");
}

type Step = Explanation["steps"][number];

function stepLines(step: Step, words: ExplanationWords, currency: Currency): string[] {
  const people = peopleLines(step, words);
  return "outcome" in step ? [...people, ...decisionLines(step, words, currency)] : people;
}

const peopleLines = (step: Step, words: ExplanationWords): string[] => [
  words.head[step.what]({
    day: step.at.slice(0, 10),
    position: step.position,
    who: peopleOf(step, words),
    slip: "slip" in step ? step.slip : null,
  }),
  ...(step.reason === null ? [] : [words.because(step.reason)]),
  ...(step.singlePerson ? [words.singlePerson] : []),
];

function decisionLines(step: ExplainedStep, words: ExplanationWords, currency: Currency): string[] {
  const { net, grade, date, outcome, reasons, holder } = step;
  return [
    words.weighed({ label: step.label, weight: kilogramsOf(net), grade, date }),
    ...measuredLines(step, words),
    ...(outcome === "posted" ? [] : [words.outcome[outcome]]),
    ...(reasons.length === 0 ? [] : [words.reasons(reasons)]),
    ...(holder === null ? [] : [words.holder(holder)]),
    ...monthLines(step, words, currency),
    ...earnedLines(step, words, currency),
  ];
}

/** Of what came from a station; what people decided later they did not weigh. */
function measuredLines({ what, weighing }: ExplainedStep, words: ExplanationWords): string[] {
  if (what !== "received" || weighing === null) return [];
  const { gross, tare, scale } = weighing;
  const weights = { gross: kilogramsOf(gross), tare: tare === 0 ? null : kilogramsOf(tare) };
  return [words.measured({ ...weights, scale })];
}

const peopleOf = ({ actor, approver }: Step, { and }: ExplanationWords): string =>
  approver === null ? actor : `${actor} ${and} ${approver}`;

function monthLines(
  { month: its }: ExplainedStep,
  words: ExplanationWords,
  { code, minorUnits }: Currency,
): string[] {
  if (its === null) return [];
  const { month, tariff, before, after, capGrams, gradeFactors, rateMinorUnitsPerKg } = its;
  const money = (amount: number) => `${decimalOf(amount, minorUnits)} ${code}`;
  const sum = (grams: typeof after) => sumOf(grams, { ...its, minorUnits });
  return [
    words.tariff(tariff, month, money(rateMinorUnitsPerKg)),
    ...(after.b === 0 ? [] : [words.gradeB(gradeFactors.B)]),
    ...(capGrams === null ? [] : [words.cap(kilogramsOf(capGrams))]),
    words.before(`${sum(before)} = ${money(its.creditBefore)}`),
    words.after(`${sum(after)} = ${money(its.creditAfter)}`),
  ];
}

type Working = NonNullable<ExplainedStep["month"]>;

/** `12.340 kg × 0.40`, grade B by its percentage beside it; what the cap leaves, where it leaves less. */
function sumOf(
  { a, b }: Working["after"],
  its: Pick<Working, "capGrams" | "gradeFactors" | "rateMinorUnitsPerKg"> & { minorUnits: number },
): string {
  const { capGrams, gradeFactors, rateMinorUnitsPerKg, minorUnits } = its;
  const paidA = Math.min(a, capGrams ?? a);
  const paidB = capGrams === null ? b : Math.min(b, capGrams - paidA);
  const rate = decimalOf(rateMinorUnitsPerKg, minorUnits);
  const gradeB = `${kilogramsOf(paidB)} × ${rate} × ${gradeFactors.B} %`;
  const factorA = gradeFactors.A === 100 ? "" : ` × ${gradeFactors.A} %`;
  const gradeA = `${kilogramsOf(paidA)} × ${rate}${factorA}`;
  return paidB === 0 ? gradeA : `${gradeA} + ${gradeB}`;
}

function earnedLines(
  { credited, points, reliefYear }: ExplainedStep,
  words: ExplanationWords,
  { code, minorUnits }: Currency,
): string[] {
  if (credited === null || points === null) return [];
  const money = `${decimalOf(credited, minorUnits)} ${code}`;
  return [words.earned(money, decimalOf(points, 3), reliefYear)];
}
