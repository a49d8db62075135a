import type { LedgerEntry } from "../store/ledger-row.ts";

/** Two deposits and a claim, with all that an export may have to spell. For tests. */
export const EXAMPLE_ENTRIES: readonly LedgerEntry[] = [
  {
    position: 17,
    date: "2026-11-22",
    kind: "entry-received",
    description: "Deposit of plastic",
    tags: {
      "weighing-date": "2026-11-21",
      deposit: "beitillo/beitillo-01/3/1042",
      card: "-C3k5Rk8bNf0aV7pQ2xY1w",
    },
    postings: [
      { account: "household:h012", asset: "G/0:plastic", amount: -4320 },
      { account: "bin:beitillo-01:plastic", asset: "G/0:plastic", amount: 4320 },
      { account: "issuance:plastic", asset: "QAM/2", amount: -173 },
      { account: "household:h012", asset: "QAM/2", amount: 173 },
      { account: "municipality:relief:2026", asset: "RLF/3", amount: -17_280 },
      { account: "household:h012:relief:2026", asset: "RLF/3", amount: 17_280 },
    ],
  },
  {
    position: 18,
    date: "2026-11-22",
    kind: "entry-received",
    description: "Deposit of residual; nothing | paid",
    tags: { date: "not a date", note: "a, b:c\n2026-01-01 forged" },
    postings: [
      { account: "unclaimed:-C3k5Rk8bNf0aV7pQ2xY1w", asset: "G/0:residual", amount: -5 },
      { account: "bin:beitillo-02:residual", asset: "G/0:residual", amount: 5 },
    ],
  },
  {
    position: 19,
    date: "2026-11-23",
    kind: "card-issued",
    description: "",
    tags: {},
    postings: [],
  },
];

export async function* exampleEntries(): AsyncIterable<LedgerEntry> {
  yield* EXAMPLE_ENTRIES;
}
