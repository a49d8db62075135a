import type { Balance } from "../store/ledger-row.ts";

/** Balances as they grow from entry to entry, and which of them moved since they were last taken. */
export type RunningBalances = {
  add(postings: readonly Balance[]): void;
  /** What moved since the last call, in order of account and asset; zero where it moved back. */
  takeMoved(): readonly Balance[];
};

export function runningBalances(): RunningBalances {
  const amounts = new Map<string, Balance>();
  const moved = new Set<string>();
  return {
    add(postings) {
      for (const { account, asset, amount } of postings) {
        const key = `${account} ${asset}`; // neither has a space
        amounts.set(key, { account, asset, amount: amount + (amounts.get(key)?.amount ?? 0) });
        moved.add(key);
      }
    },
    takeMoved() {
      const keys = [...moved].sort();
      moved.clear();
      return keys.flatMap((key) => amounts.get(key) ?? []);
    },
  };
}
