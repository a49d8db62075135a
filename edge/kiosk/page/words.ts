import type { MinorUnits } from "#contract/units.ts";
import { ageText, amountText } from "../../panel/format.ts";
import { type Language, type Texts, texts } from "../../panel/text.ts";
import type { KioskState } from "../state.ts";

// The words of the station's other displays wherever they have them, so that all of them say the same.

type Own = {
  readonly silent: string;
  readonly kilograms: string;
  readonly muted: string;
  /** Currencies that have a name of their own in this language. */
  readonly currencies: Readonly<Record<string, string>>;
  /** The other language, in its own words. */
  readonly other: string;
};

export const own: Readonly<Record<Language, Own>> = {
  ar: {
    silent: "المحطة لا تجيب، يرجى الانتظار",
    kilograms: "كغم",
    muted: "الصوت مغلق",
    currencies: { QAM: "قمامة" },
    other: "English",
  },
  en: {
    silent: "The station does not answer. Please wait.",
    kilograms: "kg",
    muted: "Sound is off",
    currencies: {},
    other: "العربية",
  },
};

export const otherThan = (language: Language): Language => (language === "ar" ? "en" : "ar");

/** What to do now, in one sentence. */
export function sentenceOf({ cue, grade }: KioskState, language: Language): string {
  const say = texts[language];
  switch (cue) {
    case "scaleLost":
      return say.lost.scale;
    case "readerLost":
      return say.lost.reader;
    case "keypadLost":
      return say.lost.keypad;
    case "boardLost":
      return say.lost.board;
    case "timeout":
    case "cancelled":
      return say.ended[cue];
    case "grades":
      return say.grades(grade);
    default:
      return say[cue];
  }
}

/** What stands below: a sign's name in index.html, and words. */
export type Detail = { readonly sign: string; readonly text: string; readonly isNotice: boolean };

/** The one thing that matters most beside the sentence; null: nothing does. */
export function detailOf(state: KioskState, language: Language): Detail | null {
  const { notice, typed } = state;
  const say = texts[language];
  const plain = (sign: string, text: string) => ({ sign, text, isNotice: false });
  if (notice !== null) return { sign: "notice", text: say.notice[notice], isNotice: true };
  if (typed !== null) return plain("slip", typed);
  const more = wordsAfter(state, say);
  if (more !== null) return plain("notice", more);
  const account = accountText(state, language);
  const credit = creditText(state, language);
  if (credit === null) return account === null ? null : plain("coin", account);
  if (state.credit?.kind !== "follows") return plain("coin", credit);
  return plain("hourglass", account === null ? credit : `${credit} · ${account}`);
}

function wordsAfter({ cue }: KioskState, say: Texts): string | null {
  if (cue === "notRecorded") return say.tryAgain;
  return cue === "timeout" || cue === "cancelled" ? say.nothingRecorded : null;
}

/** The account by its last receipt, and how old that is. */
function accountText({ account, currency }: KioskState, language: Language): string | null {
  if (account === null) return null;
  const say = texts[language];
  if (account.kind === "none") return say.newCard;
  const { balance, owed, ageMs } = account;
  const parts = [say.balance(amount(balance, currency, language))];
  if (owed > 0) parts.push(say.owed(amount(owed, currency, language)));
  if (ageMs !== null) parts.push(say.asOf(ageText(ageMs, say.locale)));
  return parts.join(" · ");
}

function creditText({ credit, currency }: KioskState, language: Language): string | null {
  if (credit === null) return null;
  const say = texts[language];
  if (credit.kind !== "posted") return credit.kind === "follows" ? say.creditFollows : say.checking;
  const { credited, balance } = credit;
  return say.credited(amount(credited, currency, language), amount(balance, currency, language));
}

function amount(value: MinorUnits, currency: KioskState["currency"], language: Language): string {
  const { code, minorUnits } = currency;
  const name = own[language].currencies[code] ?? code;
  return amountText(value, { code: name, minorUnits }, texts[language].locale);
}
