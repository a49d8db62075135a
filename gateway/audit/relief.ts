import { halfUp } from "./half-up.ts";
import type { RuleOfYear } from "./years.ts";

/** A year's points as the curve compares them. @param members null where the rule is per household */
export function wholePoints(milliPoints: number, members: number | null): number {
  if (milliPoints < 0) return 0;
  const points = BigInt(milliPoints);
  return members === null
    ? halfUp(points, 1_000n)
    : halfUp(points * 48n, 10_000n * BigInt(members));
}

/** Hundredths of a percent that a curve gives for whole points. */
export function percentAt(points: number, curve: RuleOfYear["curve"]): number {
  const from = curve.filter((step) => step.points <= points).at(-1);
  const to = curve.find((step) => step.points > points);
  if (from === undefined) return 0;
  if (to === undefined) return from.percent * 100;
  const rise = BigInt(points - from.points) * BigInt(to.percent - from.percent) * 100n;
  return from.percent * 100 + halfUp(rise, BigInt(to.points - from.points));
}

/** Agorot of relief; @param fee agorot charged; null: none yet */
export function reliefUnder(
  { ceilingMinorUnits }: RuleOfYear,
  basisPoints: number,
  fee: { readonly feeMinorUnits: number | null; readonly householdsServed: number } | null,
): number {
  const charged = fee?.feeMinorUnits ?? null;
  if (fee === null || charged === null) return 0;
  const part = 10_000n * BigInt(fee.householdsServed);
  const relief = halfUp(BigInt(charged) * BigInt(basisPoints), part);
  return Math.min(relief, charged, ceilingMinorUnits ?? charged);
}
