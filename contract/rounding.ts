import { assert } from "./assert.ts";

/**
 * To nearest, half up. Works on the remainder, so that no fraction is ever formed.
 *
 * @throws AssertionError when the dividend is negative or inexact: a caller's bug
 */
export function divideHalfUp(dividend: number, divisor: number): number {
  assert(Number.isSafeInteger(dividend) && dividend >= 0, `inexact dividend: ${dividend}`);
  const remainder = dividend % divisor;
  const quotient = (dividend - remainder) / divisor;
  return remainder * 2 < divisor ? quotient : quotient + 1;
}
