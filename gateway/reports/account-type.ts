/**
 * What hledger's balance sheet takes an account for. The books are those of the whole scheme: who
 * holds something has an asset, and what was issued or promised against it is a liability, negative
 * as hledger wants it. Nothing is income or expense: every asset is issued and handed on.
 */
const TYPES: Readonly<Record<string, "A" | "L">> = {
  household: "A",
  unclaimed: "A",
  producer: "A",
  bin: "A",
  lot: "A",
  issuance: "L", // credits that the scheme must honour
  expiry: "L", // takes from what was issued
  municipality: "L", // relief points that it has promised
  owed: "L", // what households must earn back
};

/**
 * Of the account's root, from which hledger lets all below it inherit.
 *
 * @returns null for a root that has none: hledger then shows it in no balance sheet
 */
export function typeOf(root: string): "A" | "L" | null {
  return TYPES[root] ?? null;
}
