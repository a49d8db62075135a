export type Balance = { readonly account: string; readonly asset: string; readonly amount: number };

export type LedgerEntry = {
  readonly position: number;
  /** Local date of the act. */
  readonly date: string;
  readonly kind: string;
  readonly description: string;
  /** Weighing date, deposit id, card and the like, for the reader of an export. */
  readonly tags: Readonly<Record<string, string>>;
  readonly postings: readonly Balance[];
};

/** One amount that came to an account or left it, and what the account then held of that asset. */
export type StatementLine = Pick<LedgerEntry, "position" | "date" | "description" | "tags"> & {
  readonly asset: string;
  readonly amount: number;
  readonly balance: number;
};
