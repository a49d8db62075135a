import { isSlug, type Slug } from "#contract/ids.ts";
import type { FeeList } from "./fees.ts";
import { readFeeAccounts } from "./fees.ts";

export const HEADER =
  "fee_account,property,electricity_customer,households,households_served,yearly_fee_ils,arrears_ils";

/** The households of docs/examples/fee-accounts.csv, and a few more. */
export const households: ReadonlySet<Slug> = new Set(
  ["khalil-01", "salem-01", "salem-02", "nasser-01", "odeh-01"].filter(isSlug),
);

export const readBytes = (bytes: Uint8Array, fileName = "fees.csv"): Promise<FeeList> =>
  readFeeAccounts(bytes, fileName, { households });

/** Rows below the English header. */
export const readRows = (...rows: string[]): Promise<FeeList> =>
  readBytes(new TextEncoder().encode([HEADER, ...rows].join("\n")));
