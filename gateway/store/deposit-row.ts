import type { CardId, Chain, Slug, UtcTime } from "#contract/ids.ts";
import type { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import type { Corrected } from "./corrected.ts";

/** One deposit with all that explains it. */
export type DepositRow = {
  readonly position: number;
  readonly station: Slug;
  readonly chain: Chain;
  readonly chainNumber: number;
  readonly seq: number;
  readonly stream: Slug;
  readonly grade: "A" | "B" | "C" | null;
  readonly net: Grams;
  readonly card: CardId | null;
  /** Of what was typed in, or entered by hand. */
  readonly slip: string | null;
  readonly outcome: "posted" | "held";
  readonly reasons: readonly string[];
  /** `household:…` or `unclaimed:…`; null while held. */
  readonly holder: string | null;
  readonly weighedAt: UtcTime | null;
  readonly date: string | null;
  readonly receivedAt: UtcTime;
  readonly credited: MinorUnits | null;
  readonly points: MilliPoints | null;
  readonly working: Working | null;
  /** null: nobody has corrected it. */
  readonly corrected: Corrected | null;
};

/** The sum by which a month's worth is checked by hand. */
export type Working = {
  readonly month: string;
  /** g of the holder's month in this stream, this deposit included: grade A or not inspected, and B. */
  readonly gramsA: Grams;
  readonly gramsB: Grams;
  readonly capGrams: Grams | null;
  readonly paidA: Grams;
  readonly paidB: Grams;
  readonly gradeFactorB: number;
  readonly rateMinorUnitsPerKg: number;
  readonly pointsPerKg: number;
  /** The month's credit and points after this deposit. */
  readonly monthCredit: MinorUnits;
  readonly monthPoints: MilliPoints;
};
