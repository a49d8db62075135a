import * as z from "zod";
import { slug } from "#contract/fields.ts";
import type { MinorUnits } from "#contract/units.ts";

/** No spaces and no signs: nothing that a spreadsheet turns into a date, a formula or 2.0E+10. */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);
/** Neither space nor direction mark at its ends: two spellings that look the same are one. */
const TRIMMED = /^[^\s\p{Bidi_Control}]([\s\S]*[^\s\p{Bidi_Control}])?$/u;
const agorot = z.int().min(0) as unknown as z.ZodType<MinorUnits, number>;

/** To whom the yearly waste fee is charged: a property under its electricity customer number. */
export const feeAccount = z.strictObject({
  account: code,
  property: z.string().min(1).max(64).regex(TRIMMED),
  /** Electricity customer number. */
  customer: code,
  /** The enrolled ones among those that the account serves. */
  households: z.array(slug).refine((all) => new Set(all).size === all.length),
  /** Households that the account serves, enrolled or not. */
  served: z.int().min(1).max(99),
  /** Waste fee charged for the year, in agorot; null: not charged yet. */
  feeMinorUnits: agorot.nullable(),
  /** Unpaid from earlier years, in agorot. */
  arrearsMinorUnits: agorot,
});
export type FeeAccount = z.output<typeof feeAccount>;
