import type { Slug } from "#contract/ids.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import { householdAccount, reliefAccount } from "../../journal/account.ts";
import { membersIn } from "../../registry/registry.ts";
import { comparedUnder } from "../../relief/relief.ts";
import { ruleIn } from "../../relief/rules.ts";
import type { ReliefRow } from "../store.ts";
import type { Context } from "./context.ts";
import { balances } from "./reads.ts";
import { int, text } from "./row.ts";

/** Every household, also without a deposit; grams by the year of weighing, points by relief year. */
export function reliefTotals(year: number, context: Context): readonly ReliefRow[] {
  const { registry } = context;
  const grams = gramsIn(year, context);
  const kept = balances(context, `household:*:relief:${year}`);
  const points = new Map(kept.map(({ account, amount }) => [account, amount]));
  const rule = ruleIn(year, registry.relief.rules);
  return [...registry.households.keys()].sort().map((household) => {
    const holder = householdAccount(household);
    const own = MilliPoints(points.get(reliefAccount(holder, year)) ?? 0);
    const members = () => membersIn(registry, household, `${year}-12`);
    const { points: compared, basisPoints } = comparedUnder(rule, own, members);
    const gramsByStream = grams.get(holder) ?? {};
    return { household, gramsByStream, points: own, compared, basisPoints };
  });
}

/** By holder; only what was weighed. */
function gramsIn(year: number, { db }: Context): ReadonlyMap<string, Record<Slug, Grams>> {
  const all = new Map<string, Record<Slug, Grams>>();
  const rows = db
    .prepare(`
      SELECT holder, stream, sum(grams) AS grams FROM recorded
      WHERE month BETWEEN ? AND ? GROUP BY holder, stream HAVING sum(grams) > 0 ORDER BY holder, stream`)
    .all(`${year}-01`, `${year}-12`);
  for (const row of rows) {
    const holder = text(row, "holder");
    all.set(holder, { ...all.get(holder), [text(row, "stream")]: Grams(int(row, "grams")) });
  }
  return all;
}
