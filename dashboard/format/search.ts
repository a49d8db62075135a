const ARABIC_INDIC_ZERO = 0x0660;

/** Does a household's name hold what was typed, in whichever digits and case? */
export function fits(household: string, typed: string): boolean {
  return household.includes(latinDigits(typed).trim().toLowerCase());
}

const latinDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - ARABIC_INDIC_ZERO));
