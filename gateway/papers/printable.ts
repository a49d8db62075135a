import { plainText } from "./plain-text.ts";

/**
 * What the papers' font has no letter for. Amiri 1.x covers Latin, Arabic with its presentation forms,
 * and their signs; found by setting each character (press.slow.test.ts does so again).
 */
const WITHOUT_LETTER =
  /[^\x20-\x7e\xa0-\u017f\u0606-\u06ff\u200c-\u200d\u0750-\u077f\u2010-\u2015\u2018-\u2022\u2026\ufb50-\ufbc1\ufe76-\ufefc]/gu;

/** A text as it can be set in PDF/A, which has no place for a letter without a shape: that becomes `?`. */
export function printableText(text: string): string {
  return plainText(text.normalize("NFC")).replaceAll(WITHOUT_LETTER, "?");
}
