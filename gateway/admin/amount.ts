import { decimalOf } from "#contract/decimal.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { MinorUnits } from "#contract/units.ts";
import { withWesternDigits } from "../fees/number.ts";

type Currency = { readonly code: string; readonly minorUnits: number };

/** Both decimal points; no sign, no exponent, and no comma, which means either. */
const AMOUNT = /^(\d+)(?:[.٫](\d+))?$/;
/** With the currency's decimals this stays an exact number. */
const MAX_DIGITS = 9;
const AN_EXAMPLE = 1250;

/**
 * What a person wrote, `12.50` or `١٢٫٥`: digits are put together, no fraction is formed.
 *
 * @returns minor units of the currency, above zero; or one sentence
 */
export function parseAmount(text: string, currency: Currency): Result<MinorUnits, string> {
  const { code, minorUnits: decimals } = currency;
  const [, whole = "", part = ""] = AMOUNT.exec(withWesternDigits(text.trim())) ?? [];
  if (whole === "" || part.length > decimals) {
    const example = decimalOf(AN_EXAMPLE, decimals);
    return fail(`"${text}" is no amount of ${code}: write it like ${example}, without a comma.`);
  }
  const units = whole.replace(/^0+(?=\d)/, "");
  if (units.length > MAX_DIGITS) return fail(`"${text}" is too large an amount.`);
  const amount = Number(units + part.padEnd(decimals, "0"));
  return amount === 0 ? fail("An amount is above zero.") : ok(MinorUnits(amount));
}
