import { ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { yearOf } from "../../journal/calendar.ts";
import type { EventBody } from "../../journal/event.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { checkRuleWithdrawal } from "../../relief/rules.ts";
import type { Context } from "./context.ts";
import { int } from "./row.ts";

export function decideRuleWithdrawal(
  { rule, ...act }: ActOf<"relief-rule-withdraw">,
  context: Context,
): Result<EventBody, Refusal> {
  const { registry, dateOf, facts } = context;
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  // A station's clock may be ahead: what it weighed in a year must find that year's rule.
  const latestYear = yearOf(dateOf(EpochMs(act.at + facts.clockLimits.aheadMs)));
  const decided = [...yearsOfDeposits(context), ...registry.closings.keys()];
  const checked = checkRuleWithdrawal(rule, registry.relief.rules, { latestYear, decided });
  if (!checked.ok) return checked;
  return ok({ kind: "relief-rule-withdrawn", rule, approval: approval.value });
}

/** Local years in which something was weighed, as stations say or people. */
const yearsOfDeposits = ({ db }: Context): readonly number[] =>
  db
    .prepare(`
      SELECT CAST(substr(weighed_date, 1, 4) AS INTEGER) AS year FROM entry
      WHERE weighed_date IS NOT NULL
      UNION
      SELECT CAST(substr(json_extract(data, '$.weighing.date'), 1, 4) AS INTEGER) FROM standing
      WHERE json_extract(data, '$.weighing.date') IS NOT NULL`)
    .all()
    .map((row) => int(row, "year"));
