import type { CardId, Slug } from "#contract/ids.ts";
import type { Grams, MilliPoints } from "#contract/units.ts";
import type { DepositRow } from "./deposit-row.ts";
import type { DisputeRow, NamedDeposit } from "./dispute-row.ts";

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
  /** Weighed in the year by no station's word: entered by people from slips. */
  readonly entered: Listed<EnteredRow>;
  /** Cards without a household that have points of the year: they lapse. */
  readonly unclaimed: Listed<{ readonly card: CardId; readonly points: MilliPoints }>;
};

/** A deposit that people entered by hand, and what it counts as by now. */
export type EnteredRow = {
  readonly station: Slug;
  readonly slip: string;
  readonly date: string;
  readonly stream: Slug;
  /** g */
  readonly net: Grams;
  readonly holder: string | null;
  readonly reasons: readonly string[];
  readonly actor: string;
  /** Null: one person alone. */
  readonly approver: string | null;
  /** Why it came by a slip. */
  readonly reason: string;
};

/** How many there are, and as many of them as a person reads at once. */
export type Listed<Item> = { readonly count: number; readonly first: readonly Item[] };

export const LISTED = 20;
