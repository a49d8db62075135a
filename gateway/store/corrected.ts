import type { Slug } from "#contract/ids.ts";
import type { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";

/** What a deposit was before people corrected it, to be shown beside what it is now. */
export type Corrected = {
  readonly stream: Slug;
  readonly grade: "A" | "B" | "C" | null;
  readonly net: Grams;
  /** null: it was held. */
  readonly holder: string | null;
  readonly credited: MinorUnits | null;
  readonly points: MilliPoints | null;
  /** In the words of those who corrected it last. */
  readonly reason: string;
};
