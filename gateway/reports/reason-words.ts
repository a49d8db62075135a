import type { Reason } from "#contract/receipt.ts";

type Told = Reason<"held" | "posted" | "refused">;
type Words = Readonly<Record<Told, string>>;

const ENGLISH: Words = {
  "chain-revoked": "the station's key was no longer trusted",
  "clock-implausible": "no clock says when it was weighed",
  "stream-not-accepted": "the stream is not taken here, or only by an attendant",
  "card-blocked": "the card was blocked",
  "card-proof": "the card did not prove that it was there itself",
  "manual-entry": "written by hand",
  "weight-implausible": "heavier than one bag may be",
  "below-minimum": "too light to earn anything",
  "grade-c": "too mixed to earn anything",
  "over-cap": "the month's limit is reached",
  "unverified-scale": "the scale was not verified",
  "not-paid": "nothing is paid for this stream",
  "struck-out": "struck out by two people",
  unclaimed: "the card is not registered yet",
  "wrong-chain": "it belongs to another key of the station",
  malformed: "it cannot be read",
};

const ARABIC: Words = {
  "chain-revoked": "مفتاح المحطة لم يعد موثوقًا",
  "clock-implausible": "لا ساعة تقول متى وُزن",
  "stream-not-accepted": "هذا النوع لا يُستلم هنا، أو يستلمه موظف فقط",
  "card-blocked": "البطاقة موقوفة",
  "card-proof": "لم تُثبت البطاقة أنها كانت حاضرة بنفسها",
  "manual-entry": "إدخال يدوي",
  "weight-implausible": "أثقل مما يُسمح به لكيس واحد",
  "below-minimum": "أخفّ من أن يُحسب له رصيد",
  "grade-c": "مخلوط أكثر من أن يُحسب له رصيد",
  "over-cap": "بلغت الأسرة حدّ الشهر",
  "unverified-scale": "الميزان غير معاير",
  "not-paid": "لا يُدفع شيء عن هذا النوع",
  "struck-out": "شطبه شخصان",
  unclaimed: "البطاقة لم تُسجَّل بعد",
  "wrong-chain": "يعود إلى مفتاح آخر للمحطة",
  malformed: "لا يمكن قراءته",
};

export const REASON_WORDS = { en: ENGLISH, ar: ARABIC } as const;

/** @returns null for a slug that this program does not know: it is shown as it stands */
export function reasonIn(language: keyof typeof REASON_WORDS, reason: string): string | null {
  const words: Readonly<Record<string, string>> = REASON_WORDS[language];
  return words[reason] ?? null;
}
