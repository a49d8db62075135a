import { type Book, nameOf, termsFor } from "./book.ts";
import { type Cell, sumOver } from "./cells.ts";
import { expiredOf } from "./expiry.ts";
import { tellYear } from "./statement.ts";
import { creditOf, NOTHING, pointsOf } from "./worth.ts";

/** By account and asset, as `household:h012 QAM/2`; what is zero is not there. */
export type Balances = ReadonlyMap<string, number>;

/** What every account must hold, told from the deposits and payments alone. @param credit its asset */
export function balancesOf(book: Book, credit: string): Balances {
  const sums = new Map<string, number>();
  const add = (account: string, asset: string, amount: number) => {
    const name = `${account} ${asset}`;
    sums.set(name, (sums.get(name) ?? 0) + amount);
  };
  const earned = new Map<string, number>();
  for (const cell of cellsIn(book)) addCell(cell, book, { add, credit, earned });
  for (const [bin, grams] of book.bins) add(`bin:${bin}`, `G/0:${streamIn(bin)}`, grams);
  for (const [producer, amount] of book.received) add(`producer:${producer}`, credit, amount);
  for (const [holder, amount] of earned) addCredits(holder, amount, book, { add, credit });
  for (const year of book.closings.keys()) addClosing(year, book, add);
  return new Map([...sums].filter(([, amount]) => amount !== 0));
}

type Add = (account: string, asset: string, amount: number) => void;

const cellsIn = ({ cells }: Book): Cell[] =>
  [...cells.values()].flatMap((all) => [...all.values()]);
const streamIn = (bin: string): string => bin.split(":")[1] ?? "";

function addCell(
  cell: Cell,
  book: Book,
  { add, credit, earned }: { add: Add; credit: string; earned: Map<string, number> },
): void {
  const { holder, stream } = cell;
  const all = sumOver(cell, () => true);
  add(holder, `G/0:${stream}`, -all.net);
  const terms = termsFor(cell, book);
  if (terms === null) return;
  const issued = creditOf(all.credit, terms);
  earned.set(holder, (earned.get(holder) ?? 0) + issued);
  add(`issuance:${stream}`, credit, -issued);
  let before = NOTHING;
  for (const year of [...cell.years.keys()].sort((one, other) => one - other)) {
    const upTo = sumOver(cell, (one) => one <= year).points;
    const more = pointsOf(upTo, terms) - pointsOf(before, terms);
    add(`${holder}:relief:${year}`, "RLF/3", more);
    add(`municipality:relief:${year}`, "RLF/3", -more);
    before = upTo;
  }
}

/** Never below zero: what was taken back beyond it is owed. */
function addCredits(
  holder: string,
  earned: number,
  book: Book,
  { add, credit }: { add: Add; credit: string },
): void {
  const household = nameOf(holder);
  const expired = household === null ? 0 : expiredOf(household, book);
  const spent = household === null ? 0 : (book.spent.get(household) ?? 0);
  const left = earned - expired - spent;
  add(left < 0 ? `owed:${household}` : holder, credit, left);
  add(`expiry:${household}`, credit, expired);
}

/** Points below zero go to the year after; relief is posted once the year is closed. */
function addClosing(year: number, book: Book, add: Add): void {
  for (const [household, { milliPoints, reliefMinorUnits }] of tellYear(year, book)) {
    const account = `household:${household}:relief`;
    const carried = book.closings.get(year)?.told.has(household) ? Math.min(0, milliPoints) : 0;
    add(`${account}:${year}`, "RLF/3", -carried);
    add(`${account}:${year + 1}`, "RLF/3", carried);
    add(`${account}:${year}`, "ILS/2", reliefMinorUnits);
    add(`municipality:relief:${year}`, "ILS/2", -reliefMinorUnits);
  }
}
