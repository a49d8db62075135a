import type { StatementFee } from "#contract/relief-statement.ts";
import { MinorUnits } from "#contract/units.ts";
import type { EventOf } from "../journal/event.ts";
import type { FeeAccount } from "../journal/fee-account.ts";

type Place = { readonly from: string; readonly account: string | null };

/** Which fee is charged to whom, and who lives where. */
export type Fees = {
  /** By fee year, in the order in which the years were first imported; then by account. */
  readonly charged: Map<number, Map<string, FeeAccount>>;
  /** By household, in the order of their dates. */
  readonly places: Map<string, readonly Place[]>;
};

export const noFees = (): Fees => ({ charged: new Map(), places: new Map() });

export function takeImport(
  { feeYear, on, accounts }: EventOf<"fee-accounts-imported">,
  fees: Fees,
) {
  const ofYear = fees.charged.get(feeYear) ?? new Map<string, FeeAccount>();
  fees.charged.set(feeYear, ofYear);
  for (const one of accounts) {
    ofYear.set(one.account, one);
    for (const household of one.households) {
      const there = placeOn(household, on, fees) === one.account;
      if (!there) settle(household, { from: on, account: one.account }, fees);
    }
  }
}

/** From a day on a household lives elsewhere; said twice of one day, the last word counts. */
export function settle(household: string, place: Place, { places }: Fees): void {
  const others = (places.get(household) ?? []).filter(({ from }) => from !== place.from);
  const inOrder = [...others, place].sort((one, other) => (one.from < other.from ? -1 : 1));
  places.set(household, inOrder);
}

function placeOn(household: string, day: string, { places }: Fees): string | null {
  const its = places.get(household) ?? [];
  const last = its.filter(({ from }) => from <= day).at(-1);
  return (last ?? its[0])?.account ?? null;
}

/** The account of the place where a household lives on 1 April after the year. */
export function feeOfHousehold(household: string, year: number, fees: Fees): StatementFee | null {
  const account = placeOn(household, `${year + 1}-04-01`, fees);
  return account === null ? null : feeOfAccount(account, year + 1, fees);
}

export function feeOfAccount(account: string, feeYear: number, fees: Fees): StatementFee | null {
  const now = fees.charged.get(feeYear)?.get(account);
  const ever = [...fees.charged.values()].flatMap((all) => all.get(account) ?? []).at(-1);
  const known = now ?? ever;
  if (known === undefined) return null;
  const { customer, property, served } = known;
  const names = [...fees.places.keys()];
  const enrolled = names.filter((name) => placeOn(name, `${feeYear}-04-01`, fees) === account);
  return {
    ...{ account, customer, property, feeYear },
    feeMinorUnits: now?.feeMinorUnits ?? null,
    householdsServed: enrolled.length > served ? enrolled.length : served,
    arrearsMinorUnits: now?.arrearsMinorUnits ?? MinorUnits(0),
  };
}
