import { expect } from "vitest";
import { at } from "../sample-station.ts";
import type { Store } from "../store.ts";

/**
 * For tests: what every budget is compared with is what the postings of its months add up to.
 *
 * @param adopt a budget for a month, so that each in which anything was issued has one
 */
export async function expectIssued(
  store: Store,
  adopt: (month: string) => Promise<void>,
): Promise<void> {
  const lines = await issuedIn(store);
  for (const month of new Set(lines.map((line) => line.month))) {
    await adopt(month);
    const row = await store.budget(at(`${month}-15T08:00:00.000Z`));
    const { from = month, to = month } = row?.budget ?? {};
    const its = lines.filter((line) => from <= line.month && line.month <= to);
    const sum = its.reduce((total, { amount }) => total + amount, 0);
    expect([month, row?.issued]).toEqual([month, sum]);
  }
}

/** The long way: from the journal entries. */
async function issuedIn(store: Store) {
  const lines: { readonly month: string; readonly amount: number }[] = [];
  for await (const { date, postings } of store.ledgerEntries()) {
    for (const { account, asset, amount } of postings) {
      if (asset !== "QAM/2" || !account.startsWith("issuance:")) continue;
      lines.push({ month: date.slice(0, 7), amount: 0 - amount });
    }
  }
  return lines;
}
