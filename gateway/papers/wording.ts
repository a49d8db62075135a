import type { ReliefYear } from "#contract/relief-statement.ts";
import { printableText } from "./printable.ts";

/** A text in both languages of the papers. */
export type Pair = { readonly ar: string; readonly en: string };

/** What a paper carries besides the figures. */
export type Letterhead = {
  /** The local body: a village council or a municipality. */
  readonly issuer: Pair;
  /** Local date of printing, `YYYY-MM-DD`: the document's date. */
  readonly on: string;
  readonly decision: ReliefYear["decision"];
};

const INDIC_ZERO = "٠".charCodeAt(0);

/** `18.80` as Arabic text has it: ١٨٫٨٠. */
export function indicDigits(number: string): string {
  const digits = number.replaceAll(/\d/g, (digit) =>
    String.fromCharCode(INDIC_ZERO + Number(digit)),
  );
  return digits.replace(".", "٫");
}

/**
 * A date within an Arabic sentence is held together from left to right (LRI, PDI of Unicode UAX 9):
 * after an Arabic letter its hyphens would turn it round, 2026-03 into 03-2026.
 */
export function arabicSentence(text: string): string {
  return printableText(text).replaceAll(/\d{4}-\d\d(-\d\d)?/g, "\u2066$&\u2069");
}

export const sentenceOf = ({ ar, en }: Pair): Pair => ({
  ar: arabicSentence(ar),
  en: printableText(en),
});

/** An id list of what one person alone decided; empty where two did. */
export function singlePersonWarning(ids: readonly string[]): readonly Pair[] {
  if (ids.length === 0) return [];
  const list = printableText(ids.join(", "));
  return [
    {
      ar: `قرار شخص واحد: \u2066${list}\u2069`,
      en: `Decided by a single person: ${list}`,
    },
  ];
}

export function draftWarning(state: ReliefYear["state"]): readonly Pair[] {
  if (state === "closed") return [];
  return [{ ar: "مسودة: السنة غير مقفلة بعد", en: "Draft: the year is not closed yet" }];
}

export function decisionOf(decision: ReliefYear["decision"]): Pair | null {
  if (decision === null) return null;
  const { number, date } = decision;
  return sentenceOf({
    ar: `السنة مقفلة بقرار المجلس رقم ${number} بتاريخ ${date}`,
    en: `Closed by council decision ${number} of ${date}`,
  });
}
