import { fail, ok, type Result } from "#contract/result.ts";
import { MinorUnits } from "#contract/units.ts";
import { quoted } from "./problem.ts";

const ARABIC_INDIC_ZERO = 0x0660;
const EASTERN_ARABIC_ZERO = 0x06f0;
/** Thousands in groups of three or not at all; both decimal points; no sign, no exponent. */
const AMOUNT = /^(\d{1,3}(?:[,٬]\d{3})+|\d+)(?:[.٫](\d{1,2}))?$/;
/** A billion shekels less an agora; also keeps the number exact. */
const MAX_SHEKEL_DIGITS = 9;

/** ٠-٩ and ۰-۹ as 0-9; all else as it is. */
export const withWesternDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const point = digit.charCodeAt(0);
    return String(point - (point < EASTERN_ARABIC_ZERO ? ARABIC_INDIC_ZERO : EASTERN_ARABIC_ZERO));
  });

/**
 * Shekels as written, `1,234.50` or `١٬٢٣٤٫٥`, in agorot: digits are put together, no fraction is formed.
 * A comma parts thousands only: `12,50` is refused rather than guessed at.
 */
export function parseShekels(text: string): Result<MinorUnits, string> {
  const match = AMOUNT.exec(withWesternDigits(text));
  const shekels = match?.[1]?.replace(/[,٬]/g, "").replace(/^0+(?=\d)/, "");
  if (match === null || shekels === undefined) {
    return fail(
      `${quoted(text)} is not an amount in shekels with at most two decimals, like 180.50.`,
    );
  }
  if (shekels.length > MAX_SHEKEL_DIGITS) return fail(`${quoted(text)} is too large an amount.`);
  return ok(MinorUnits(Number(shekels + (match[2] ?? "").padEnd(2, "0"))));
}

/** How many households an account serves. */
export function parseServed(text: string): Result<number, string> {
  const digits = withWesternDigits(text);
  if (/^0*[1-9]\d?$/.test(digits)) return ok(Number(digits));
  return fail(`${quoted(text)} is not a number of households from 1 to 99.`);
}
