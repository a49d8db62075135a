import type { LiveDeposit, LiveRelief, LiveSnapshot, LiveTotals } from "#contract/live.ts";

/** What the page shows: the gateway's last word on each thing. */
export type Model = Omit<LiveSnapshot, "v" | "page" | "relief"> & {
  /** By household, in the order of their names. */
  readonly relief: ReadonlyMap<string, LiveRelief>;
};

const SHOWN_DEPOSITS = 12;

export function modelOf({
  scheme,
  currency,
  year,
  streams,
  deposits,
  relief,
}: LiveSnapshot): Model {
  const shown = deposits.slice(0, SHOWN_DEPOSITS);
  return { scheme, currency, year, streams, deposits: shown, relief: byName(relief) };
}

/** The newest first. One that was held and is now posted comes again, and replaces itself. */
export function withDeposit(model: Model, deposit: LiveDeposit): Model {
  const others = model.deposits.filter((one) => idOf(one) !== idOf(deposit));
  return { ...model, deposits: [deposit, ...others].slice(0, SHOWN_DEPOSITS) };
}

export function withTotals(model: Model, { year, streams, relief }: LiveTotals): Model {
  const before = year === model.year ? model.relief.values() : [];
  return { ...model, year, streams, relief: byName([...before, ...relief]) };
}

/** For people, and for telling deposits apart: station, chain by number, place in the chain. */
export const idOf = ({ station, chainNumber, seq }: LiveDeposit): string =>
  `${station}/${chainNumber}/${seq}`;

/** The later of two rows of a household counts. */
function byName(rows: readonly LiveRelief[]): ReadonlyMap<string, LiveRelief> {
  const latest = new Map(rows.map((row) => [row.household, row]));
  return new Map([...latest].sort(([one], [other]) => (one < other ? -1 : 1)));
}
