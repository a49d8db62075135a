import type { Slug } from "#contract/ids.ts";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { Grams, MilliPoints } from "#contract/units.ts";
import { householdAccount, householdOf } from "../../journal/account.ts";
import { type Month, monthWith } from "../../month/month.ts";
import { type FeesAfterYear, feesAfterYear } from "../../registry/fee-register.ts";
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
  const months = statementMonths(year, household ?? null, context);
  const names = household === undefined ? householdsOf(year, months, context) : [household];
  const common = commonFacts(year, closing, context);
  const frozen = closing === null ? null : byName(closing);
  const known = names.filter((name) => view === "now" || frozen === null || frozen.has(name));
  const fees = feesAfterYear(year, registry.fees);
  const carried = carriedInto(year, context);
  const statements = known.map((name): ReliefStatement => {
    return statementOf({
      ...common,
      household: name,
      membersIn: (month) => membersIn(registry, name, month),
      months: months.get(name) ?? [],
      carriedMilliPoints: carried(name),
      fee: frozen === null ? fees.ofHousehold(name) : frozenFee(frozen.get(name), view, fees),
    });
  });
  const { scheme } = facts;
  const { state, position, rule } = common;
  const decision = closing?.decision ?? null;
  return yearOf({ scheme, year, state, position, rule: rule.id, decision }, statements);
}

/** Those that were enrolled in the year, or brought something that it counts. */
function householdsOf(
  year: number,
  months: ReadonlyMap<Slug, unknown>,
  { registry }: Context,
): readonly Slug[] {
  const all = [...registry.households.values()];
  const its = all.filter(({ household, sizes }) => {
    const [first] = sizes;
    return months.has(household) || (first !== undefined && first.fromMonth <= `${year}-12`);
  });
  return its.map(({ household }) => household);
}

type Frozen = Closing["households"][number];

const byName = ({ households }: Closing): ReadonlyMap<Slug, Frozen> =>
  new Map(households.map((one) => [one.household, one]));

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

/** The account of a closed year, as it was then or with what is charged by now. */
function frozenFee(its: Frozen | undefined, view: StatementView, fees: FeesAfterYear) {
  const frozen = its?.fee ?? null;
  if (frozen === null || view === "frozen") return frozen;
  const now = fees.ofAccount(frozen.account);
  // Its part was frozen with the year.
  return now === null ? frozen : { ...now, householdsServed: frozen.householdsServed };
}

/** What the year before left below zero, of each household. */
function carriedInto(year: number, { registry }: Context): (household: Slug) => MilliPoints {
  const closing = registry.closings.get(year - 1);
  const before = closing === undefined ? null : byName(closing);
  return (household) => MilliPoints(Math.min(0, before?.get(household)?.milliPoints ?? 0));
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
