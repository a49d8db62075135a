import { decimalOf } from "#contract/decimal.ts";
import type { Slug } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { MinorUnits } from "#contract/units.ts";
import { expiryAccount, householdAccount, householdOf } from "../../journal/account.ts";
import type { ListedAmount } from "../../journal/council-events.ts";
import type { EventOf } from "../../journal/event.ts";
import {
  IDLE_MONTHS,
  idleSince,
  leftExpired,
  withExpiry,
  withoutExpiry,
} from "../../ledger/expiry.ts";
import { type Posting, transfer } from "../../ledger/posting.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { unknownHousehold } from "../../registry/decide.ts";
import type { Done } from "./act.ts";
import type { Context } from "./context.ts";
import { lastActive } from "./last-active.ts";

type Expire = ActOf<"credits-expire">;

/** Two people let credits of households expire that brought and spent nothing for long: all, or none. */
export function expireCredits(act: Expire, context: Context): Result<Done, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const refusal = refusalOf(act, context);
  if (refusal !== null) return refusal;
  const { decision, amounts } = act;
  const body = { kind: "credits-expired", decision, amounts, approval: approval.value } as const;
  const position = context.append(act.at, act.actor, body);
  const postings = amounts.flatMap(({ household, amount }) =>
    transfer(context.credit, amount, householdAccount(household), expiryAccount(household)),
  );
  context.post(position, act.at, postings);
  for (const listed of amounts) add(listed, position, context);
  return ok({ position, body });
}

function add(listed: ListedAmount, position: number, { expiries }: Context): void {
  const { household, amount } = listed;
  expiries.setCorrected(household, withExpiry(expiries.of(household), amount).corrected);
  expiries.add(position, listed);
}

const refused = (code: string, message: string) => fail({ code, message });

function refusalOf({ amounts, at }: Expire, context: Context) {
  const names = amounts.map(({ household }) => household);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) {
    return refused("doubled", `Household ${doubled} is listed twice: keep one of the rows.`);
  }
  const [active, limit] = [lastActive(context), idleSince(context.dateOf(at))];
  for (const listed of amounts) {
    const refusal = amountRefusal(listed, context) ?? activeRefusal(listed, active, limit);
    if (refusal !== null) return refusal;
  }
  return null;
}

function amountRefusal(
  { household, amount }: ListedAmount,
  { registry, ledger, credit, facts }: Context,
) {
  if (!registry.households.has(household)) return unknownHousehold(household);
  const { code, minorUnits } = facts.currency;
  const written = (credits: number) => `${decimalOf(credits, minorUnits)} ${code}`;
  if (amount < 1) return refused("no-amount", `What expires of ${household} is above zero.`);
  const balance = ledger.balance(householdAccount(household), credit);
  if (amount <= balance) return null;
  const message = `Household ${household} holds ${written(balance)}, which is less than ${written(amount)}.`;
  return refused("too-little", message);
}

function activeRefusal(
  { household }: ListedAmount,
  active: ReturnType<typeof lastActive>,
  limit: string,
) {
  const date = active.get(household);
  if (date === undefined || date <= limit) return null;
  const rule = `credits expire after ${IDLE_MONTHS} months without either`;
  const message = `Household ${household} brought or spent something on ${date}: ${rule}.`;
  return refused("still-active", message);
}

/** Gives back what an expiry took, but for what corrections have taken from it since. */
export function undoExpiry(act: ActOf<"expiry-undo">, context: Context): Result<Done, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const { expiry, reason } = act;
  const listed = context.expiries.by(expiry);
  if (listed.length === 0) {
    return refused("no-such-expiry", `Event ${expiry} is no expiry that stands.`);
  }
  const amounts = listed.map((one) => ({ ...one, amount: takeBack(one, context) }));
  const body = {
    kind: "expiry-undone",
    expiry,
    reason,
    approval: approval.value,
    amounts,
  } as const;
  const position = context.append(act.at, act.actor, body);
  context.expiries.remove(expiry);
  const postings = amounts.flatMap(({ household, amount }) =>
    backPostings(household, amount, context),
  );
  context.post(position, act.at, postings);
  return ok({ position, body });
}

function takeBack({ household, amount }: ListedAmount, { expiries }: Context): MinorUnits {
  const before = expiries.of(household);
  const after = withoutExpiry(before, amount);
  expiries.setCorrected(household, after.corrected);
  return MinorUnits(leftExpired(before) - leftExpired(after));
}

const backPostings = (household: Slug, amount: number, { credit }: Context) =>
  transfer(credit, amount, expiryAccount(household), householdAccount(household));

/**
 * What a correction takes from, or gives back to, what expired of the households in it.
 *
 * @param deposit position of the event that brought it: only what came before the expiry matters
 */
export function correctExpired(
  deposit: number,
  differences: EventOf<"deposit-corrected">["differences"],
  context: Context,
): readonly Posting[] {
  return differences.flatMap(({ holder, credited }) => {
    const household = householdOf(holder);
    if (household === null || credited === 0) return [];
    const before = context.expiries.of(household);
    if (before.latest === null || deposit > before.latest) return [];
    const after = { ...before, corrected: before.corrected + credited };
    context.expiries.setCorrected(household, after.corrected);
    return backPostings(household, leftExpired(before) - leftExpired(after), context);
  });
}
