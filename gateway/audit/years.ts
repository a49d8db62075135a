import type { ReliefRule } from "../journal/relief-rule.ts";
import { yearOfDay } from "./day.ts";

/** What decides for which year something counts. */
export type Years = {
  readonly rules: readonly ReliefRule[];
  readonly isClosed: (year: number) => boolean;
};

export type RuleOfYear = Pick<
  ReliefRule,
  "id" | "curve" | "cutOff" | "basis" | "verifiedScaleDemanded" | "ceilingMinorUnits"
>;

/** docs/LEDGER.md, "Points and years": a scheme without a rule of its own has this one. */
const WITHOUT_A_RULE: RuleOfYear = {
  id: "default",
  curve: [
    { points: 400, percent: 10 },
    { points: 4_200, percent: 50 },
  ],
  cutOff: "03-31",
  basis: "household",
  verifiedScaleDemanded: false,
};

export function ruleOfYear(year: number, rules: readonly ReliefRule[]): RuleOfYear {
  const begun = rules.filter(({ validFrom }) => validFrom <= year);
  return begun.sort((one, other) => other.validFrom - one.validFrom)[0] ?? WITHOUT_A_RULE;
}

/** The last local date on which what arrives still counts for a year. */
export const cutOffDay = (year: number, rules: readonly ReliefRule[]): string =>
  `${year + 1}-${ruleOfYear(year, rules).cutOff}`;

/** The earliest year, from that of weighing on, whose cut-off a local date met. */
export function firstYearMet(weighed: string, on: string, rules: readonly ReliefRule[]): number {
  let year = yearOfDay(weighed);
  while (cutOffDay(year, rules) < on) year += 1;
  return year;
}

/** For which year a deposit counts; once that is closed, for the one whose cut-off the decision met. */
export function yearToCountFor(
  when: { readonly weighed: string; readonly arrived: string; readonly decided: string },
  { rules, isClosed }: Years,
): number {
  const year = firstYearMet(when.weighed, when.arrived, rules);
  return isClosed(year) ? firstYearMet(when.weighed, when.decided, rules) : year;
}
