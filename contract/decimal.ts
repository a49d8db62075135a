/** 1234 with two decimals is `12.34`: exact, since no fraction is ever formed. */
export function decimalOf(amount: number, decimals: number): string {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, "0");
  const sign = amount < 0 ? "-" : "";
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** 4320 g is `4.320 kg`. */
export const kilogramsOf = (grams: number): string => `${decimalOf(grams, 3)} kg`;
