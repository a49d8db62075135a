import type { StatementFee } from "#contract/relief-statement.ts";
import { type Book, membersOf, termsFor } from "./book.ts";
import { type Cell, sumOver } from "./cells.ts";
import { feeOfAccount, feeOfHousehold } from "./fees.ts";
import { percentAt, reliefUnder, wholePoints } from "./relief.ts";
import { type Graded, NOTHING, paidUnder, plus, pointsOf } from "./worth.ts";
import { ruleOfYear } from "./years.ts";

/** What a household's month in one stream gives to a year; grams, and thousandths of a point. */
export type LineTold = {
  readonly month: string;
  readonly stream: string;
  readonly recordedGrams: number;
  readonly gramsA: number;
  readonly gramsB: number;
  readonly capGrams: number | null;
  readonly paidGramsA: number;
  readonly paidGramsB: number;
  readonly pointsPerKg: number;
  readonly milliPoints: number;
};

/** A household's year. Points in thousandths, percent in hundredths, relief in agorot. */
export type YearTold = {
  readonly household: string;
  readonly lines: readonly LineTold[];
  readonly carriedMilliPoints: number;
  readonly milliPoints: number;
  readonly points: number;
  readonly basisPoints: number;
  readonly fee: StatementFee | null;
  readonly reliefMinorUnits: number;
};

/** The year of every household, as the events so far make it. */
export function tellYear(year: number, book: Book): ReadonlyMap<string, YearTold> {
  return new Map([...book.sizes.keys()].map((name) => [name, tellHousehold(name, year, book)]));
}

function tellHousehold(household: string, year: number, book: Book): YearTold {
  const rule = ruleOfYear(year, book.rules);
  const cells = [...(book.cells.get(`household:${household}`)?.values() ?? [])];
  const lines = cells.filter(({ years }) => years.has(year)).map((one) => lineOf(one, year, book));
  const carriedMilliPoints = carriedInto(year, household, book);
  const milliPoints = lines.reduce((sum, line) => sum + line.milliPoints, carriedMilliPoints);
  const perHead = rule.basis === "head";
  const members = perHead ? membersOf(`household:${household}`, `${year}-12`, book) : null;
  const points = wholePoints(milliPoints, members);
  const basisPoints = percentAt(points, rule.curve);
  const fee = feeIn(year, household, book);
  const reliefMinorUnits = reliefUnder(rule, basisPoints, fee);
  return {
    ...{ household, lines, carriedMilliPoints, milliPoints },
    ...{ points, basisPoints, fee, reliefMinorUnits },
  };
}

/** What a closed year before left below zero. */
export function carriedInto(year: number, household: string, { closings }: Book): number {
  const left = closings.get(year - 1)?.told.get(household)?.milliPoints ?? 0;
  return left < 0 ? left : 0;
}

/** The month's worth up to the year, less its worth for earlier years. */
function lineOf(cell: Cell, year: number, book: Book): LineTold {
  const { month, stream } = cell;
  const upTo = sumOver(cell, (one) => one <= year).points;
  const before = sumOver(cell, (one) => one < year).points;
  const own = plus(upTo, before, -1);
  const terms = termsFor(cell, book);
  const cap = terms === null ? 0 : terms.cap;
  const paid = plus(paidUnder(cap, upTo), paidUnder(cap, before), -1);
  const worth = (grams: Graded) => (terms === null ? 0 : pointsOf(grams, terms));
  return {
    ...{ month, stream, recordedGrams: cell.years.get(year)?.net ?? 0 },
    ...{ gramsA: own.a, gramsB: own.b, capGrams: terms?.cap ?? null },
    ...{ paidGramsA: paid.a, paidGramsB: paid.b, pointsPerKg: terms?.pointsPerKg ?? 0 },
    milliPoints: worth(upTo) - worth(before),
  };
}

/** What a line says of which nothing counts. */
export const emptyLine = (month: string, stream: string): LineTold => ({
  ...{ month, stream, recordedGrams: 0, gramsA: NOTHING.a, gramsB: NOTHING.b, capGrams: null },
  ...{ paidGramsA: 0, paidGramsB: 0, pointsPerKg: 0, milliPoints: 0 },
});

/** Closing freezes where a household lives and its part; the amount follows the fee charged. */
function feeIn(year: number, household: string, book: Book): StatementFee | null {
  const closing = book.closings.get(year);
  if (closing === undefined) return feeOfHousehold(household, year, book.fees);
  const frozen = closing.told.get(household)?.fee ?? null;
  if (frozen === null) return null;
  const now = feeOfAccount(frozen.account, frozen.feeYear, book.fees);
  return now === null ? frozen : { ...now, householdsServed: frozen.householdsServed };
}
