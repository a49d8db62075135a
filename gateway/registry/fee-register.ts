import type { Slug } from "#contract/ids.ts";
import type { StatementFee } from "#contract/relief-statement.ts";
import { MinorUnits } from "#contract/units.ts";
import type { EventOf } from "../journal/event.ts";
import type { FeeAccount } from "../journal/fee-account.ts";

/** Which fee is charged to whom, and who lives where. */
export type FeeRegister = {
  /** By fee year, then by account: as last imported. */
  readonly years: ReadonlyMap<number, ReadonlyMap<string, FeeAccount>>;
  /** A household's places in the order of their dates; the first counts also before. */
  readonly places: ReadonlyMap<Slug, readonly Place[]>;
};
type Place = { readonly from: string; readonly account: string | null };

export const NO_FEES: FeeRegister = { years: new Map(), places: new Map() };

export function feesAfter(
  body: EventOf<"fee-accounts-imported"> | EventOf<"household-moved">,
  { years, places }: FeeRegister,
): FeeRegister {
  if (body.kind === "household-moved") {
    const { household, account, on } = body;
    const its = withPlace(places.get(household), { from: on, account });
    return { years, places: new Map([...places, [household, its]]) };
  }
  const { feeYear, on, accounts } = body;
  const known = years.get(feeYear) ?? new Map<string, FeeAccount>();
  const now = new Map([...known, ...accounts.map((one) => [one.account, one] as const)]);
  const settled = new Map(places);
  for (const { account, households } of accounts) {
    for (const household of households) {
      if (placeOn(places.get(household), on) === account) continue;
      settled.set(household, withPlace(settled.get(household), { from: on, account }));
    }
  }
  return { years: new Map([...years, [feeYear, now]]), places: settled };
}

function withPlace(places: readonly Place[] | undefined, place: Place): readonly Place[] {
  const others = (places ?? []).filter(({ from }) => from !== place.from);
  return [...others, place].sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** @param date local */
function placeOn(places: readonly Place[] | undefined, date: string): string | null {
  const place = places?.findLast(({ from }) => from <= date) ?? places?.[0];
  return place?.account ?? null;
}

/** The fees that a year's relief is taken from: those charged for the year after it. */
export type FeesAfterYear = {
  /** Of the place where the household lives on 1 April after the year; null where none is known. */
  ofHousehold(household: Slug): StatementFee | null;
  /** As last imported for the fee year; without a fee where that was for another year only. */
  ofAccount(account: string): StatementFee | null;
};

/** Who lives where is looked up once, for as many households as are asked for. */
export function feesAfterYear(year: number, { years, places }: FeeRegister): FeesAfterYear {
  const feeYear = year + 1;
  const day = `${feeYear}-04-01`;
  const homes = new Map([...places].map(([household, all]) => [household, placeOn(all, day)]));
  const living = countOf(homes.values());
  const known = years.get(feeYear);
  const latest = [...years.values()].reverse();

  const ofAccount = (account: string): StatementFee | null => {
    const charged = known?.get(account);
    const its = charged ?? latest.find((all) => all.has(account))?.get(account);
    if (its === undefined) return null;
    return {
      account,
      ...{ customer: its.customer, property: its.property, feeYear },
      feeMinorUnits: charged?.feeMinorUnits ?? null,
      householdsServed: Math.max(its.served, living.get(account) ?? 0),
      arrearsMinorUnits: charged?.arrearsMinorUnits ?? MinorUnits(0),
    };
  };
  const ofHousehold = (household: Slug) => {
    const account = homes.get(household) ?? null;
    return account === null ? null : ofAccount(account);
  };
  return { ofHousehold, ofAccount };
}

function countOf<Item>(items: Iterable<Item>): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, 1 + (counts.get(item) ?? 0));
  return counts;
}
