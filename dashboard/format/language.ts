import { arabic } from "../text/ar.ts";
import { english } from "../text/en.ts";
import type { Words } from "../text/words.ts";

/** What a reader may choose: a language, and in Arabic the digits too. */
export const LANGUAGES = {
  ar: { locale: "ar-PS-u-nu-arab", words: arabic, dir: "rtl" },
  "ar-latn": { locale: "ar-PS-u-nu-latn", words: arabic, dir: "rtl" },
  en: { locale: "en-GB", words: english, dir: "ltr" },
} as const satisfies Readonly<Record<string, { locale: string; words: Words; dir: "rtl" | "ltr" }>>;

export type LanguageName = keyof typeof LANGUAGES;

export const isLanguageName = (text: string | null): text is LanguageName =>
  text !== null && Object.hasOwn(LANGUAGES, text);

/** The remembered choice; else the first language of the browser that we speak; else Arabic. */
export function languageFor(remembered: string | null, preferred: readonly string[]): LanguageName {
  if (isLanguageName(remembered)) return remembered;
  const spoken = preferred.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((tag) => tag === "en" || tag === "ar") === "en" ? "en" : "ar";
}
