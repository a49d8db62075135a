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
    return { years, places: moved(places, household, { from: on, account }) };
  }
  const { feeYear, on, accounts } = body;
  const known = years.get(feeYear) ?? new Map<string, FeeAccount>();
  const now = new Map([...known, ...accounts.map((one) => [one.account, one] as const)]);
  let settled = places;
  for (const { account, households } of accounts) {
    for (const household of households) {
      if (placeOn(places.get(household), on) === account) continue;
      settled = moved(settled, household, { from: on, account });
    }
  }
  return { years: new Map([...years, [feeYear, now]]), places: settled };
}

function moved(places: FeeRegister["places"], household: Slug, place: Place) {
  const others = (places.get(household) ?? []).filter(({ from }) => from !== place.from);
  const inOrder = [...others, place].sort((one, other) => (one.from < other.from ? -1 : 1));
  return new Map([...places, [household, inOrder]]);
}

/** @param date local */
function placeOn(places: readonly Place[] | undefined, date: string): string | null {
  const place = places?.findLast(({ from }) => from <= date) ?? places?.[0];
  return place?.account ?? null;
}

/**
 * The fee that a household's relief of a year is taken from: of the place where it lives on 1 April
 * after it. Null where no such place is known.
 */
export function feeFor(household: Slug, year: number, register: FeeRegister): StatementFee | null {
  const feeYear = year + 1;
  const account = placeOn(register.places.get(household), dayOfFee(year));
  return account === null ? null : feeOf(account, feeYear, register);
}

/** 1 April after the year. */
const dayOfFee = (year: number): string => `${year + 1}-04-01`;

/** The account as last imported for the fee year; for another year where that has not been, without a fee. */
export function feeOf(
  account: string,
  feeYear: number,
  { years, places }: FeeRegister,
): StatementFee | null {
  const charged = years.get(feeYear)?.get(account);
  const known = charged ?? [...years.values()].findLast((all) => all.has(account))?.get(account);
  if (known === undefined) return null;
  const there = [...places.values()].filter(
    (all) => placeOn(all, dayOfFee(feeYear - 1)) === account,
  );
  return {
    account,
    customer: known.customer,
    property: known.property,
    feeYear,
    feeMinorUnits: charged?.feeMinorUnits ?? null,
    householdsServed: Math.max(known.served, there.length),
    arrearsMinorUnits: charged?.arrearsMinorUnits ?? MinorUnits(0),
  };
}
