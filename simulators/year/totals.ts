import { partsOfAsset } from "#gateway/journal/account.ts";
import type { Balance } from "#gateway/store/ledger-row.ts";

/** What a ledger holds in sum. Minor units, g, thousandths of points. */
export type LedgerTotals = {
  readonly gramsByStream: Readonly<Record<string, number>>;
  readonly creditsIssued: number;
  readonly creditsSpent: number;
  readonly creditsOwed: number;
  readonly milliPointsByReliefYear: Readonly<Record<string, number>>;
};

export function ledgerTotals(balances: readonly Balance[], credit: string): LedgerTotals {
  const credits = (prefix: string) =>
    sum(balances.filter((it) => it.asset === credit && it.account.startsWith(prefix)));
  return {
    gramsByStream: sumsBy(balances, ({ account, asset }) =>
      account.startsWith("bin:") ? (partsOfAsset(asset).stream ?? null) : null,
    ),
    creditsIssued: 0 - credits("issuance:"),
    creditsSpent: credits("producer:"),
    creditsOwed: 0 - credits("owed:"),
    milliPointsByReliefYear: sumsBy(balances, ({ account }) =>
      account.startsWith("municipality:") ? null : (/:relief:(\d{4})$/.exec(account)?.[1] ?? null),
    ),
  };
}

const sum = (balances: readonly Balance[]): number =>
  balances.reduce((total, { amount }) => total + amount, 0);

function sumsBy(
  balances: readonly Balance[],
  keyOf: (balance: Balance) => string | null,
): Readonly<Record<string, number>> {
  const groups = Map.groupBy(balances, keyOf);
  const keys = [...groups.keys()].filter((key) => key !== null).sort();
  return Object.fromEntries(keys.map((key) => [key, sum(groups.get(key) ?? [])]));
}
