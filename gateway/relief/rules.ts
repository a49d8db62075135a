import type { Slug } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { ReliefRule } from "../journal/relief-rule.ts";

/** Sambuca's Ecopunti, 10 % at 400 points and 50 % at 4,200: where a scheme has no rule of its own. */
export const DEFAULT_RULE: ReliefRule = {
  id: "default",
  validFrom: 2000,
  decision: { number: "none", date: "2000-01-01" },
  curve: [
    { points: 400, percent: 10 },
    { points: 4_200, percent: 50 },
  ],
  cutOff: "03-31",
  basis: "household",
  verifiedScaleDemanded: false,
};

/** The rule in force in a year: the latest that had begun, of all that were published in any order. */
export function ruleIn(year: number, rules: readonly ReliefRule[]): ReliefRule {
  let latest: ReliefRule | null = null;
  for (const one of rules) {
    const begun = one.validFrom <= year;
    if (begun && (latest === null || one.validFrom > latest.validFrom)) latest = one;
  }
  return latest ?? DEFAULT_RULE;
}

/**
 * May this rule be published in this year? It must begin later; only a scheme's first may begin with
 * the current year, whose statements are still open.
 */
export function checkRulePublication(
  rule: ReliefRule,
  published: readonly ReliefRule[],
  thisYear: number,
): Result<ReliefRule, { code: string; message: string }> {
  const { id, validFrom } = rule;
  const twin =
    id === DEFAULT_RULE.id
      ? DEFAULT_RULE
      : published.find((one) => one.id === id || one.validFrom === validFrom);
  if (twin !== undefined) {
    const what = twin.id === id ? `the id ${id}` : `a beginning in ${validFrom}`;
    const message = `Relief rule ${twin.id} already has ${what}: choose another id and year.`;
    return fail({ code: "relief-rule-overlaps", message });
  }
  const earliest = published.length === 0 ? thisYear : thisYear + 1;
  if (validFrom >= earliest) return ok(rule);
  const message = `valid_from is ${validFrom}: a relief rule is published before it begins, so write ${earliest} or later.`;
  return fail({ code: "relief-rule-too-late", message });
}

/**
 * May it still be taken back? Only while nothing can be weighed under it, and nothing was.
 *
 * @param years `latestYear`: by the clock that is ahead of all; `decided`: those of which anything is
 *   decided, which a clock that was set back leaves behind it
 */
export function checkRuleWithdrawal(
  id: Slug,
  published: readonly ReliefRule[],
  { latestYear, decided }: { readonly latestYear: number; readonly decided: readonly number[] },
): Result<ReliefRule, { code: string; message: string }> {
  const rule = published.find((one) => one.id === id);
  if (rule === undefined) {
    const known = published.map((one) => one.id).join(", ") || "none";
    const message = `There is no relief rule ${id}; published: ${known}.`;
    return fail({ code: "no-such-relief-rule", message });
  }
  const mend = "publish another that follows it instead";
  if (rule.validFrom <= latestYear) {
    const message = `Relief rule ${id} began in ${rule.validFrom}: ${mend}.`;
    return fail({ code: "relief-rule-began", message });
  }
  const used = decided.find((year) => ruleIn(year, published).id === id);
  if (used === undefined) return ok(rule);
  const message = `Relief rule ${id} has decided about ${used} already: ${mend}.`;
  return fail({ code: "relief-rule-used", message });
}
