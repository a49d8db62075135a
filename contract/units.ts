import { assert } from "./assert.ts";

declare const unit: unique symbol;
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Weight in whole grams. Negative only as a difference of two weights. */
export type Grams = Quantity<"g">;
export function Grams(value: number): Grams {
  return whole(value, "grams") as Grams;
}

/** Credit or money, counted in its asset's smallest unit (QAM/2, ILS/2). Signed. */
export type MinorUnits = Quantity<"minor">;
export function MinorUnits(value: number): MinorUnits {
  return whole(value, "minor units") as MinorUnits;
}

/** Relief points, counted in thousandths of a point (RLF/3). Signed. */
export type MilliPoints = Quantity<"millipoint">;
export function MilliPoints(value: number): MilliPoints {
  return whole(value, "thousandths of a point") as MilliPoints;
}

/** What one kilogram of a stream earns in credit. Never negative. */
export type MinorUnitsPerKilogram = Quantity<"minor/kg">;
export function MinorUnitsPerKilogram(value: number): MinorUnitsPerKilogram {
  assert(value >= 0, `a rate is not negative: ${value}`);
  return whole(value, "minor units per kilogram") as MinorUnitsPerKilogram;
}

/** What one kilogram of a stream earns in relief, in whole points. Never negative. */
export type PointsPerKilogram = Quantity<"point/kg">;
export function PointsPerKilogram(value: number): PointsPerKilogram {
  assert(value >= 0, `a rate is not negative: ${value}`);
  return whole(value, "points per kilogram") as PointsPerKilogram;
}

/** Milliseconds since 1970-01-01T00:00:00Z, as a clock reads them. */
export type EpochMs = Quantity<"epoch-ms">;
export function EpochMs(value: number): EpochMs {
  return whole(value, "milliseconds since 1970") as EpochMs;
}

function whole(value: number, of: string): number {
  assert(Number.isSafeInteger(value), `not whole ${of}: ${value}`);
  return value + 0; // turns -0 into 0
}
