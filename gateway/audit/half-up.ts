/**
 * To nearest, a half goes up. In arbitrary precision: no product is ever inexact.
 *
 * @param dividend not below zero; @param divisor above zero
 */
export function halfUp(dividend: bigint, divisor: bigint): number {
  return Number((2n * dividend + divisor) / (2n * divisor));
}
