import * as z from "zod";
import type { MinorUnits } from "#contract/units.ts";
import { localMonth } from "./local-date.ts";

/** Up to here a thousandfold of it is exact, and so are its percents. */
const MAX_MINOR_UNITS = 1_000_000_000_000;

/** What a council wants to be issued at most. Whoever keeps the ledger tells of it; it stops nothing. */
export const budget = z.strictObject({
  /** First and last local month, both in it. */
  from: localMonth,
  to: localMonth,
  /** Minor units of the scheme's currency. */
  amount: z.int().min(1).max(MAX_MINOR_UNITS) as unknown as z.ZodType<MinorUnits, number>,
});
export type Budget = Readonly<z.output<typeof budget>>;
