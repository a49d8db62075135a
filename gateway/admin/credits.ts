import { decimalOf } from "#contract/decimal.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { MinorUnits } from "#contract/units.ts";
import { localDates } from "../journal/calendar.ts";
import type { ListedAmount } from "../journal/council-events.ts";
import { IDLE_MONTHS } from "../ledger/expiry.ts";
import type { IdleHousehold } from "../store/store.ts";
import { parseAmount } from "./amount.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import type { ListedRow } from "./credits-command.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural, tableOf } from "./table.ts";

/** Whose credits a council may let expire: the list that `credits expire` takes, as CSV. */
export async function listIdle(
  { format }: CommandOf<"credits-idle">,
  context: AdminContext,
): Promise<Outcome> {
  const idle = await idleNow(context);
  const { code, minorUnits } = context.scheme.currency;
  const data = { idleMonths: IDLE_MONTHS, households: idle.map((it) => ({ ...it })) };
  const written = idle.map((it) => [
    it.household,
    decimalOf(it.balance, minorUnits),
    it.lastActive,
  ]);
  if (format === "csv") {
    const lines = [["household", "amount", "last_active"], ...written];
    return answer(data, lines.map((cells) => cells.join(",")).join("\n"));
  }
  if (idle.length === 0) {
    return answer(
      data,
      `Every household that holds credits was active within ${IDLE_MONTHS} months.`,
    );
  }
  return answer(data, tableOf(["household", code, "last active"], written));
}

const idleNow = ({ store, scheme, now }: AdminContext): Promise<readonly IdleHousehold[]> =>
  store.idleHouseholds(localDates(scheme.timeZone)(now()));

/** All rows of the list or, where one has a problem, none; then every problem is told. */
export async function expireCredits(
  { rows, decision, dryRun, approver }: CommandOf<"credits-expire">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const amounts = await amountsIn(rows, context);
  if (!amounts.ok) return refused("list-problems", amounts.problem);
  const { code, minorUnits } = context.scheme.currency;
  const total = MinorUnits(amounts.value.reduce((sum, { amount }) => sum + amount, 0));
  const what = `${decimalOf(total, minorUnits)} ${code} of ${plural(rows.length, "household")}`;
  const data = { households: rows.length, totalMinorUnits: total };
  if (dryRun) {
    return answer({ ...data, expired: false }, `The list is sound: ${what}. Nothing expires.`);
  }
  const fields = { decision, amounts: [...amounts.value], approver };
  const done = await context.store.act({ ...acting, kind: "credits-expire", ...fields });
  if (!done.ok) return done;
  const event = done.value.position;
  const text = `${what} expired by decision ${decision.number}, event ${event}.`;
  return answer({ ...data, expired: true, event }, text);
}

type Problem = { readonly row: number; readonly column: string; readonly problem: string };

async function amountsIn(
  rows: readonly ListedRow[],
  context: AdminContext,
): Promise<Result<readonly ListedAmount[], string>> {
  const idle = new Map((await idleNow(context)).map((one) => [one.household, one]));
  const amounts: ListedAmount[] = [];
  const problems: Problem[] = [];
  for (const row of rows) {
    const amount = amountOf(row, { idle, amounts }, context);
    if (amount.ok) amounts.push(amount.value);
    else problems.push({ row: row.row, ...amount.problem });
  }
  return problems.length === 0 ? ok(amounts) : fail(problemText(problems));
}

type Known = {
  readonly idle: ReadonlyMap<string, IdleHousehold>;
  readonly amounts: readonly ListedAmount[];
};

function amountOf(
  { household, amount: written }: ListedRow,
  { idle, amounts }: Known,
  { scheme: { currency } }: AdminContext,
): Result<ListedAmount, Omit<Problem, "row">> {
  const wrong = (column: string, problem: string) => fail({ column, problem });
  const its = idle.get(household);
  if (its === undefined) {
    return wrong("household", `"${household}" is not idle, or holds nothing: see "credits idle".`);
  }
  if (amounts.some((one) => one.household === household)) {
    return wrong("household", `${household} stands in two rows: keep one of them.`);
  }
  const amount = parseAmount(written, currency);
  if (!amount.ok) return wrong("amount", amount.problem);
  if (amount.value <= its.balance) return ok({ household, amount: amount.value });
  const held = `${decimalOf(its.balance, currency.minorUnits)} ${currency.code}`;
  return wrong("amount", `${household} holds ${held}, which is less than ${written}.`);
}

function problemText(problems: readonly Problem[]): string {
  const rows = problems.map(({ row, column, problem }) => [String(row), column, problem]);
  const count = plural(problems.length, "problem");
  return [
    `The list has ${count}; nothing expires.`,
    tableOf(["row", "column", "problem"], rows),
  ].join("\n");
}

export async function restoreCredits(
  { expiry, reason, approver }: CommandOf<"credits-restore">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "expiry-undo", expiry, reason, approver });
  return done.ok ? answer({ expiry, event: done.value.position }, done.value.text) : done;
}
