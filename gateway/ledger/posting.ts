import { assert } from "#contract/assert.ts";
import type { Slug } from "#contract/ids.ts";
import type { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";
import {
  type Account,
  type Asset,
  binAccount,
  gramsAsset,
  issuanceAccount,
  municipalityAccount,
  POINTS,
  reliefAccount,
} from "../journal/account.ts";

/** One line of a journal entry: an amount of an asset that comes to an account, or leaves it. */
export type Posting = {
  readonly account: Account;
  readonly asset: Asset;
  readonly amount: number;
};

/** What a deposit moved: grams to the bin, credit and points to its holder. */
export type Earning = {
  readonly station: Slug;
  readonly stream: Slug;
  readonly holder: Account;
  readonly net: Grams;
  readonly credited: MinorUnits;
  readonly points: ReadonlyMap<number, MilliPoints>;
};

/** One entry for all three assets: credit, stock and relief tie together by construction. */
export function earningPostings(earning: Earning, credit: Asset): readonly Posting[] {
  const { station, stream, holder, net } = earning;
  return balanced([
    ...transfer(gramsAsset(stream), net, holder, binAccount(station, stream)),
    ...issuePostings(earning, credit),
  ]);
}

/** Credit and points alone, for grams that were posted before. */
export function issuePostings(
  { stream, holder, credited, points }: Omit<Earning, "station" | "net">,
  credit: Asset,
): readonly Posting[] {
  const relief = [...points].flatMap(([year, amount]) =>
    transfer(POINTS, amount, municipalityAccount(year), reliefAccount(holder, year)),
  );
  return balanced([...transfer(credit, credited, issuanceAccount(stream), holder), ...relief]);
}

/** Nothing at all for an amount of zero. */
export function transfer(
  asset: Asset,
  amount: number,
  from: Account,
  to: Account,
): readonly Posting[] {
  if (amount === 0) return [];
  return [
    { account: from, asset, amount: -amount },
    { account: to, asset, amount },
  ];
}

/** One line for each account and asset, without those that come to nothing. */
export function netted(postings: readonly Posting[]): readonly Posting[] {
  const sums = new Map<string, Posting>();
  for (const { account, asset, amount } of postings) {
    const key = `${asset} ${account}`;
    sums.set(key, { account, asset, amount: amount + (sums.get(key)?.amount ?? 0) });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

/** @throws AssertionError unless every asset sums to zero */
export function balanced(postings: readonly Posting[]): readonly Posting[] {
  const sums = new Map<Asset, number>();
  for (const { asset, amount } of postings) sums.set(asset, (sums.get(asset) ?? 0) + amount);
  for (const [asset, sum] of sums) assert(sum === 0, `${asset} does not sum to zero: ${sum}`);
  return postings;
}
