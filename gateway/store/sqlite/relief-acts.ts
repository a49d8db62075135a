import { fail, ok, type Result } from "#contract/result.ts";
import { MilliPoints } from "#contract/units.ts";
import {
  FEE,
  householdAccount,
  municipalityAccount,
  POINTS,
  reliefAccount,
} from "../../journal/account.ts";
import { yearOf } from "../../journal/calendar.ts";
import type { EventBody } from "../../journal/event.ts";
import { type Posting, transfer } from "../../ledger/posting.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { cutOffOf } from "../../relief/relief.ts";
import { checkRulePublication, DEFAULT_RULE } from "../../relief/rules.ts";
import { digestOfYear } from "../digest-of-year.ts";
import type { Context } from "./context.ts";
import { reliefYearOf } from "./relief-year.ts";
import { intOrNull } from "./row.ts";

type Decision = Result<EventBody, Refusal>;
const refused = (code: string, message: string) => fail({ code, message });

export function decideRule(act: ActOf<"relief-rule-publish">, context: Context): Decision {
  const { registry, dateOf } = context;
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  const { rule } = act;
  const checked = checkRulePublication(rule, registry.relief.rules, yearOf(dateOf(act.at)));
  if (!checked.ok) return checked;
  // Deposits of the year were decided by the terms that a scheme has without a rule.
  const otherTerms =
    rule.verifiedScaleDemanded !== DEFAULT_RULE.verifiedScaleDemanded ||
    rule.cutOff !== DEFAULT_RULE.cutOff;
  if (otherTerms && hasDepositsFrom(rule.validFrom, context)) {
    const mend = `let it begin in ${rule.validFrom + 1}, or keep the cut-off of ${DEFAULT_RULE.cutOff} and demand no verified scale`;
    return refused("relief-rule-too-late", `Deposits of ${rule.validFrom} are decided: ${mend}.`);
  }
  return ok({ kind: "relief-rule-published", rule, approval: approval.value });
}

function hasDepositsFrom(year: number, { db, slips }: Context): boolean {
  const from = `${year}-01-01`;
  const sent = db
    .prepare("SELECT 1 FROM entry WHERE kind = 'deposit' AND weighed_date >= ? LIMIT 1")
    .get(from);
  return sent !== undefined || slips.weighedBetween(from, "9999-12-31").length > 0;
}

export function decideImport(act: ActOf<"fee-accounts-import">, { registry }: Context): Decision {
  const { feeYear, on, accounts } = act;
  const names = accounts.flatMap(({ households }) => households);
  const unknown = names.find((name) => !registry.households.has(name));
  if (unknown !== undefined) {
    return refused("no-such-household", `There is no household ${unknown}: add it first.`);
  }
  const doubled = [...names, ...accounts.map(({ account }) => account)].find(
    (name, index, all) => all.indexOf(name) !== index,
  );
  if (doubled !== undefined) {
    return refused("doubled", `${doubled} stands in two rows: keep one of them.`);
  }
  return ok({ kind: "fee-accounts-imported", feeYear, on, accounts });
}

export function decideMove(act: ActOf<"household-move">, { registry }: Context): Decision {
  const { household, account, on } = act;
  if (!registry.households.has(household)) {
    return refused("no-such-household", `There is no household ${household}: add it first.`);
  }
  const known = [...registry.fees.years.values()].some((all) => all.has(account ?? ""));
  if (account !== null && !known) {
    return refused("no-such-account", `There is no fee account ${account}: import it first.`);
  }
  return ok({ kind: "household-moved", household, account, on });
}

/** The council has decided on a draft: it is closed as it was, or not at all. */
export function decideClosing(act: ActOf<"year-close">, context: Context): Decision {
  const { registry, dateOf } = context;
  const { year, decision, digest, signature } = act;
  const approval = approve(act, registry);
  if (!approval.ok) return approval;
  const refusal = closingRefusal(year, dateOf(act.at), context);
  if (refusal !== null) return refusal;
  const draft = reliefYearOf(year, { view: "now" }, context);
  if (digestOfYear(draft) !== digest) {
    const mend = `look at it again with "relief draft --year ${year}"`;
    return refused("draft-changed", `The draft has changed since: ${mend}.`);
  }
  const households = draft.statements.map(({ household, milliPoints, basisPoints, fee }) => ({
    household,
    milliPoints,
    basisPoints,
    fee,
  }));
  const { rule } = draft;
  const frozen = { year, decision, digest, signature, rule, households };
  return ok({ kind: "year-closed", approval: approval.value, ...frozen });
}

function closingRefusal(year: number, today: string, context: Context) {
  const { registry } = context;
  const closing = registry.closings.get(year);
  if (closing !== undefined) {
    const by = `by decision ${closing.decision.number}, event ${closing.position}`;
    return refused("year-closed", `${year} is closed already, ${by}.`);
  }
  const cutOff = cutOffOf(year, registry.relief.rules);
  if (today <= cutOff) {
    return refused("year-open", `${year} can be closed after its cut-off, ${cutOff}.`);
  }
  const later = [...registry.closings.keys()].find((closed) => closed > year);
  if (later !== undefined) {
    return refused(
      "later-year-closed",
      `${later} is closed already: years are closed in their order.`,
    );
  }
  const open = firstOpenYear(context);
  if (open === null || open >= year) return null;
  return refused("earlier-year-open", `${open} is still open: years are closed in their order.`);
}

/** The first year that counts anything and is not closed; after a closing simply the one that follows. */
function firstOpenYear({ registry, db }: Context): number | null {
  const closed = Math.max(0, ...registry.closings.keys());
  const row = db.prepare("SELECT min(relief_year) AS year FROM recorded").get() ?? {};
  return closed > 0 ? closed + 1 : intOrNull(row, "year");
}

/** What closing makes of points below zero, and of the fee: its relief, as charged by now. */
export function closingPostings(
  body: Extract<EventBody, { kind: "year-closed" }>,
  context: Context,
): readonly Posting[] {
  const { year, households } = body;
  const carried = households.flatMap(({ household, milliPoints }) => {
    const holder = householdAccount(household);
    const [from, to] = [reliefAccount(holder, year), reliefAccount(holder, year + 1)];
    return transfer(POINTS, MilliPoints(Math.min(0, milliPoints)), from, to);
  });
  return [...carried, ...reliefPostings(year, context)];
}

/** The difference between what a closed year's relief is and what was posted of it. */
export function reliefPostings(year: number, context: Context): readonly Posting[] {
  if (!context.registry.closings.has(year)) return [];
  const { statements } = reliefYearOf(year, { view: "now" }, context);
  return statements.flatMap(({ household, reliefMinorUnits }) => {
    const account = reliefAccount(householdAccount(household), year);
    const more = reliefMinorUnits - context.ledger.balance(account, FEE);
    return transfer(FEE, more, municipalityAccount(year), account);
  });
}
