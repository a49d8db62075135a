import { readFeeAccounts } from "../fees/fees.ts";
import type { FeeProblem } from "../fees/problem.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural, tableOf } from "./table.ts";

/** All rows of the file or, where one has a problem, none; then every problem is told. */
export async function importFees(
  { fileName, base64, feeYear, on, dryRun }: CommandOf<"fees-import">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const households = new Set(await store.households());
  const bytes = Buffer.from(base64, "base64");
  const { accounts, problems } = await readFeeAccounts(bytes, fileName, { households });
  if (problems.length > 0) return refused("fee-problems", problemText(fileName, problems));
  const read = `${plural(accounts.length, "fee account")} of ${feeYear}`;
  if (dryRun) {
    const text = `${fileName} is sound: ${read}. Nothing is imported.`;
    return answer({ accounts: accounts.length, feeYear, imported: false }, text);
  }
  const from = on ?? `${feeYear}-01-01`;
  const act = { ...acting, kind: "fee-accounts-import", feeYear, on: from, accounts } as const;
  const done = await store.act(act);
  if (!done.ok) return done;
  const event = done.value.position;
  return answer({ accounts: accounts.length, feeYear, imported: true, event }, done.value.text);
}

/** A row for each problem, with the numbers that the spreadsheet shows. */
function problemText(fileName: string, problems: readonly FeeProblem[]): string {
  const rows = problems.map(({ row, field, message }) => [
    row === 0 ? "-" : String(row),
    field === "" ? "-" : field,
    message,
  ]);
  const count = plural(problems.length, "problem");
  return [
    `${fileName} has ${count}; nothing is imported.`,
    tableOf(["row", "column", "problem"], rows),
  ].join("\n");
}

export async function moveHousehold(
  { household, account, on }: CommandOf<"household-move">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "household-move", household, account, on });
  if (!done.ok) return done;
  return answer({ household, account, on, event: done.value.position }, done.value.text);
}
