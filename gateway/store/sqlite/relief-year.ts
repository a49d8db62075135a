import type { Slug } from "#contract/ids.ts";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import { householdAccount, householdOf } from "../../journal/account.ts";
import { type Month, monthWith } from "../../month/month.ts";
import { feeFor, feeOf } from "../../registry/fee-register.ts";
import { type Closing, membersIn } from "../../registry/registry.ts";
import { ruleIn } from "../../relief/rules.ts";
import type { StatementMonth } from "../../statement/line.ts";
import { statementOf } from "../../statement/statement.ts";
import { yearOf } from "../../statement/year.ts";
import type { Context } from "./context.ts";
import { monthPartOf } from "./ledger-writer.ts";
import { int, type Row, text } from "./row.ts";

/** `frozen`: as it was when the year was closed; else with the fee that is charged by now. */
export type StatementView = "now" | "frozen";

/** The year of every household; of one alone where it is named. */
export function reliefYearOf(
  year: number,
  { view, household }: { readonly view: StatementView; readonly household?: Slug },
  context: Context,
): ReliefYear {
  const { registry, facts } = context;
  const closing = registry.closings.get(year) ?? null;
  const names = household === undefined ? [...registry.households.keys()] : [household];
  const months = statementMonths(year, household ?? null, context);
  const common = commonFacts(year, closing, context);
  const known = names.filter((name) => view === "now" || isFrozen(name, closing));
  const statements = known.map((name): ReliefStatement => {
    return statementOf({
      ...common,
      household: name,
      membersIn: (month) => membersIn(registry, name, month),
      months: months.get(name) ?? [],
      carriedMilliPoints: carriedInto(year, name, context),
      fee: feeIn({ year, household: name, view }, closing, context),
    });
  });
  const { scheme } = facts;
  const { state, position, rule } = common;
  const decision = closing?.decision ?? null;
  return yearOf({ scheme, year, state, position, rule: rule.id, decision }, statements);
}

const isFrozen = (household: Slug, closing: Closing | null): boolean =>
  closing === null || closing.households.some((one) => one.household === household);

function commonFacts(year: number, closing: Closing | null, context: Context) {
  const { registry, facts, journal } = context;
  const before = closing === null ? journal.last() : closing.position - 1;
  return {
    scheme: facts.scheme,
    year,
    state: closing === null ? ("open" as const) : ("closed" as const),
    position: before,
    rule: ruleIn(year, registry.relief.rules),
    tariffs: registry.tariffs,
    singlePerson: [...registry.singlePerson],
  };
}

function feeIn(
  { year, household, view }: { year: number; household: Slug; view: StatementView },
  closing: Closing | null,
  { registry }: Context,
) {
  if (closing === null) return feeFor(household, year, registry.fees);
  const frozen = closing.households.find((one) => one.household === household)?.fee ?? null;
  if (frozen === null || view === "frozen") return frozen;
  const now = feeOf(frozen.account, frozen.feeYear, registry.fees);
  // Its part was frozen with the year.
  return now === null ? frozen : { ...now, householdsServed: frozen.householdsServed };
}

/** What the year before left below zero. */
function carriedInto(year: number, household: Slug, { registry }: Context): MilliPoints {
  const before = registry.closings.get(year - 1)?.households;
  const left = before?.find((one) => one.household === household)?.milliPoints ?? 0;
  return MilliPoints(Math.min(0, left));
}

/** Of each household, the months of which some counts for the year. */
function statementMonths(
  year: number,
  household: Slug | null,
  { db }: Context,
): ReadonlyMap<Slug, readonly StatementMonth[]> {
  const holders = household === null ? "household:*" : householdAccount(household);
  const last = `${year}-12`;
  const parts = db
    .prepare("SELECT * FROM month WHERE holder GLOB ? AND month <= ? AND relief_year <= ?")
    .all(holders, last, year);
  const recorded = db
    .prepare("SELECT * FROM recorded WHERE holder GLOB ? AND month <= ? AND relief_year = ?")
    .all(holders, last, year);
  const all = new Map<string, Draft>();
  for (const row of parts) {
    const draft = draftFor(row, all);
    draft.parts = monthWith(draft.parts, monthPartOf(row));
    draft.counts ||= int(row, "relief_year") === year;
  }
  for (const row of recorded) {
    const draft = draftFor(row, all);
    draft.grams += int(row, "grams");
    draft.counts ||= int(row, "deposits") !== 0 || int(row, "grams") !== 0;
  }
  return byHousehold([...all.values()].filter(({ counts }) => counts));
}

type Draft = {
  readonly household: Slug;
  readonly month: string;
  readonly stream: Slug;
  parts: Month;
  grams: number;
  counts: boolean;
};

function draftFor(row: Row, all: Map<string, Draft>): Draft {
  const [holder, month, stream] = [text(row, "holder"), text(row, "month"), text(row, "stream")];
  const key = `${holder} ${month} ${stream}`;
  const household = householdOf(holder) ?? holder;
  const draft = all.get(key) ?? { household, month, stream, parts: [], grams: 0, counts: false };
  all.set(key, draft);
  return draft;
}

function byHousehold(drafts: readonly Draft[]): ReadonlyMap<Slug, readonly StatementMonth[]> {
  const all = new Map<Slug, StatementMonth[]>();
  for (const { household, month, stream, parts, grams } of drafts) {
    const its = all.get(household) ?? [];
    its.push({ month, stream, parts, recordedGrams: Grams(grams) });
    all.set(household, its);
  }
  return all;
}
