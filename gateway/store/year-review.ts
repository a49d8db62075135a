import type { CardId } from "#contract/ids.ts";
import type { MilliPoints } from "#contract/units.ts";
import type { DisputeRow, NamedDeposit } from "./dispute-row.ts";
import type { DepositRow } from "./store.ts";

/** What people look at before a council decides on a year. */
export type YearReview = {
  /** Weighed in the year, or at no known time, and waiting for a person. */
  readonly held: Listed<DepositRow>;
  /** Weighed in the year, or at no known time, disputed and not settled. */
  readonly disputed: Listed<DisputeRow>;
  /** Weighed in the year and counted for a later one, since they came or were decided too late. */
  readonly late: Listed<NamedDeposit & { readonly reliefYear: number }>;
  /** Weighed in the year and given no points, since the rule demands a verified scale. */
  readonly unverified: Listed<DepositRow>;
  /** Cards without a household that have points of the year: they lapse. */
  readonly unclaimed: Listed<{ readonly card: CardId; readonly points: MilliPoints }>;
};

/** How many there are, and as many of them as a person reads at once. */
export type Listed<Item> = { readonly count: number; readonly first: readonly Item[] };

export const LISTED = 20;
