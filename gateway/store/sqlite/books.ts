import type { Balance, StatementLine } from "../ledger-row.ts";
import type { Context } from "./context.ts";
import { describe } from "./ledger-entries.ts";
import { int, text } from "./row.ts";

const CHUNK = 500;

/** Of the last event; 0 in a journal without any. */
export function lastPosition({ db }: Context): number {
  return int(
    db.prepare("SELECT coalesce(max(position), 0) AS last FROM event").get() ?? {},
    "last",
  );
}

/** From the postings themselves, not from the balances that are kept beside them. */
export function trialBalance(position: number | null, { db }: Context): readonly Balance[] {
  const rows = db
    .prepare(`
      SELECT account.name AS account, asset.name AS asset, total AS amount FROM (
        SELECT account AS a, asset AS b, sum(amount) AS total FROM posting
        WHERE position <= ? GROUP BY a, b HAVING total <> 0)
      JOIN account ON account.id = a JOIN asset ON asset.id = b ORDER BY 1, 2`)
    .all(position ?? Number.MAX_SAFE_INTEGER);
  return rows.map((row) => ({
    account: text(row, "account"),
    asset: text(row, "asset"),
    amount: int(row, "amount"),
  }));
}

/** All that came to one account and left it, a chunk at a time, up to where the journal ends now. */
export async function* accountStatement(
  account: string,
  position: number | null,
  context: Context,
): AsyncIterable<StatementLine> {
  const end = position ?? lastPosition(context);
  const balances = new Map<string, number>();
  for (let after = 0; after < end; ) {
    const lines = linesAfter(after, { account, end }, context);
    for (const line of lines) {
      const balance = line.amount + (balances.get(line.asset) ?? 0);
      balances.set(line.asset, balance);
      yield { ...line, balance };
    }
    const last = lines.at(-1);
    if (last === undefined) return;
    after = last.position;
  }
}

/** Whole journal entries, of which at least one: all of an entry's assets, or none. */
function linesAfter(
  after: number,
  { account, end }: { readonly account: string; readonly end: number },
  context: Context,
): readonly Omit<StatementLine, "balance">[] {
  const rows = context.db
    .prepare(`
      WITH some AS (
        SELECT DISTINCT position FROM posting
        WHERE position > ? AND position <= ? AND account = (SELECT id FROM account WHERE name = ?)
        ORDER BY position LIMIT ?)
      SELECT position, date, asset.name AS asset, amount FROM some
      JOIN ledger_entry USING (position) JOIN posting USING (position)
      JOIN asset ON asset.id = asset JOIN account ON account.id = account
      WHERE account.name = ? ORDER BY position, asset.name`)
    .all(after, end, account, CHUNK, account);
  return rows.map((row) => {
    const at = int(row, "position");
    const described = describe(context.journal.read(at).body, context);
    const [date, asset, amount] = [text(row, "date"), text(row, "asset"), int(row, "amount")];
    return { position: at, date, ...described, asset, amount };
  });
}
