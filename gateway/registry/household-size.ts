import { assert } from "#contract/assert.ts";

/** Counts from its month on; a household's first one also before. */
export type HouseholdSize = { readonly fromMonth: string; readonly members: number };

/** @param month `YYYY-MM`, @param sizes of one household, in the order in which they were recorded */
export function sizeIn(month: string, sizes: readonly HouseholdSize[]): number {
  const size = sizes.findLast(({ fromMonth }) => fromMonth <= month) ?? sizes[0];
  assert(size !== undefined, "a household has a size from its beginning");
  return size.members;
}
