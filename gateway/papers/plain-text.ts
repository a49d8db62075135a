/**
 * A text from the records as it can stand in any document: XML and PDF/A both refuse control
 * characters, and an invisible mark that turns the direction of writing would make a certificate
 * lie. What is no letter, digit, sign or space becomes a space; the two joiners of Arabic stay.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200c\u200d]|\ufffd/gu, " ");
}
