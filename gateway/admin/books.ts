import { decimalOf } from "#contract/decimal.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { creditAsset, partsOfAsset } from "../journal/account.ts";
import type { Refusal } from "../registry/act.ts";
import { liabilityOf } from "../reports/liability.ts";
import type { Balance, StatementLine } from "../store/ledger-row.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { tableOf } from "./table.ts";

/** Every balance, and that they sum to zero in each asset. */
export async function showTrialBalance(
  { at }: CommandOf<"trial-balance">,
  { store }: AdminContext,
): Promise<Outcome> {
  const position = await positionFor(at, store);
  if (!position.ok) return position;
  const balances = await store.trialBalance(position.value);
  const sums = sumsOf(balances);
  const data = { position: position.value, balances: balances.map((it) => ({ ...it })), sums };
  const rows = [...balances.map((it) => [it.account, ...cellsOf(it.asset, it.amount)])];
  const totals = sums.map(({ asset, amount }) => ["SUM", ...cellsOf(asset, amount)]);
  const table = tableOf(["account", "amount", "asset"], [...rows, ...totals]);
  return answer(data, `${headline(position.value)}\n\n${table}`);
}

/** All that came to an account and left it, with what it then held. */
export async function showAccount(
  { account, at }: CommandOf<"account-show">,
  { store }: AdminContext,
): Promise<Outcome> {
  const position = await positionFor(at, store);
  if (!position.ok) return position;
  const lines: StatementLine[] = [];
  for await (const line of store.accountStatement(account, position.value)) lines.push(line);
  if (lines.length === 0) {
    const message = `Nothing was posted to ${account} up to position ${position.value}: "trial-balance" lists the accounts.`;
    return refused("no-such-account", message);
  }
  const data = { account, position: position.value, lines: lines.map(lineJson) };
  return answer(data, `${account}. ${headline(position.value)}\n\n${statementTable(lines)}`);
}

const lineJson = ({ tags, ...line }: StatementLine) => ({ ...line, tags: { ...tags } });

function statementTable(lines: readonly StatementLine[]): string {
  const head = ["position", "date", "amount", "balance", "asset", "what"];
  const rows = lines.map(({ position, date, asset, amount, balance, description, tags }) => {
    const [moved, name] = cellsOf(asset, amount);
    const [held] = cellsOf(asset, balance);
    const what = [description, ...Object.values(tags).slice(0, 1)].join(" ");
    return [position, date, moved, held, name, what];
  });
  return tableOf(head, rows);
}

/** What the scheme owes to those who sorted, and where the rest of the credits went. */
export async function showLiability(
  { at }: CommandOf<"liability">,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const position = await positionFor(at, store);
  if (!position.ok) return position;
  const { code, minorUnits } = scheme.currency;
  const credit = creditAsset(scheme.currency);
  const liability = liabilityOf(await store.trialBalance(position.value), credit);
  const { households, unclaimed, outstanding, expired, elsewhere, issued } = liability;
  const named = [
    ["held by households", households],
    ["on unclaimed cards", unclaimed],
    ["outstanding", outstanding],
    ["expired", expired],
    ["spent, less owed", elsewhere],
    ["issued", issued],
  ] as const;
  const rows = named.map(([name, amount]) => [name, `${decimalOf(amount, minorUnits)} ${code}`]);
  const table = tableOf(["credits", "amount"], rows);
  const data = { position: position.value, asset: credit, ...liability };
  return answer(data, `${headline(position.value)}\n\n${table}`);
}

/** The position asked for, or the last: an answer names it, so that it can be asked for again. */
async function positionFor(
  at: number | null,
  store: AdminContext["store"],
): Promise<Result<number, Refusal>> {
  const last = await store.lastPosition();
  if (at === null || at <= last) return ok(at ?? last);
  const message = `The journal ends at position ${last}: there is no position ${at} yet.`;
  return fail({ code: "no-such-position", message });
}

const headline = (position: number) => `At journal position ${position}:`;

/** The amount with its decimals, and what it is an amount of: `1.73`, `QAM`; grams stay grams. */
function cellsOf(asset: string, amount: number): [amount: string, name: string] {
  const { code, decimals, stream } = partsOfAsset(asset);
  return [decimalOf(amount, decimals), stream === undefined ? code : `${code}:${stream}`];
}

function sumsOf(balances: readonly Balance[]): { asset: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { asset, amount } of balances) sums.set(asset, amount + (sums.get(asset) ?? 0));
  return [...sums].sort().map(([asset, amount]) => ({ asset, amount }));
}
