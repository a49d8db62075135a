import type { ExplainedStep, Explanation } from "../store/explanation.ts";
import { reasonIn } from "./reason-words.ts";

/** Who decided, when and where in the journal; the slip of what was entered by hand. */
type Head = {
  readonly day: string;
  readonly position: number;
  readonly who: string;
  readonly slip: string | null;
};

/** The sentences of an explanation in one language. Digits are Latin, as on the papers of an office. */
export type ExplanationWords = {
  readonly title: (deposit: string) => string;
  readonly and: string;
  readonly head: Readonly<Record<Explanation["steps"][number]["what"], (it: Head) => string>>;
  readonly because: (reason: string) => string;
  readonly singlePerson: string;
  readonly weighed: (it: {
    readonly label: ExplainedStep["label"];
    readonly weight: string;
    readonly grade: ExplainedStep["grade"];
    readonly date: string | null;
  }) => string;
  readonly measured: (it: {
    readonly gross: string;
    readonly tare: string | null;
    readonly scale: NonNullable<ExplainedStep["weighing"]>["scale"];
  }) => string;
  readonly outcome: Readonly<Record<"held" | "refused", string>>;
  readonly reasons: (reasons: readonly string[]) => string;
  readonly holder: (account: string) => string;
  readonly tariff: (id: string, month: string, rate: string) => string;
  readonly gradeB: (percent: number) => string;
  readonly cap: (weight: string) => string;
  readonly before: (sum: string) => string;
  readonly after: (sum: string) => string;
  readonly earned: (credit: string, points: string, year: number | null) => string;
};

/** In words, and the slug by which programs and `held list` name it. */
function englishReason(reason: string): string {
  const words = reasonIn("en", reason);
  return words === null ? reason : `${words} (${reason})`;
}

export const ENGLISH: ExplanationWords = {
  title: (deposit) => `Deposit ${deposit}`,
  and: "and",
  head: {
    received: ({ day, position, who }) => `Received on ${day} from ${who} (event ${position}).`,
    dated: ({ day, position }) =>
      `Dated on ${day} by another clock of its boot (event ${position}).`,
    entered: ({ day, position, who, slip }) =>
      `Entered by hand from slip ${slip} on ${day} by ${who} (event ${position}).`,
    corrected: ({ day, position, who }) => `Decided on ${day} by ${who} (event ${position}).`,
    disputed: ({ day, position, who }) =>
      `Disputed by the household, as noted on ${day} by ${who} (event ${position}).`,
    dismissed: ({ day, position, who }) =>
      `The dispute was dismissed on ${day} by ${who} (event ${position}).`,
  },
  because: (reason) => `Why: ${reason}`,
  singlePerson: "One person alone decided it: the scheme had no second one.",
  weighed: ({ label, weight, grade, date }) =>
    `${label.en}, ${weight}, ${grade === null ? "not inspected" : `grade ${grade}`}, ` +
    (date === null ? "weighed on a day that is not known." : `weighed on ${date}.`),
  measured: ({ gross, tare, scale }) =>
    `The scale showed ${gross}${tare === null ? "" : `, of which ${tare} were there before`}: ` +
    `scale ${scale.id}, division ${scale.division} g, calibration ${scale.calibration}, ` +
    `${scale.verified ? "under" : "not under"} legal verification.`,
  outcome: { held: "Held: two people have to look.", refused: "Refused: it cannot be read." },
  reasons: (reasons) => `Note: ${reasons.map(englishReason).join("; ")}.`,
  holder: (account) => `It counts for ${account}.`,
  tariff: (id, month, rate) => `Tariff ${id}, in force in ${month}: ${rate} a kilogram.`,
  gradeB: (percent) => `Grade B earns ${percent} % of the rate.`,
  cap: (weight) => `At most ${weight} a month are paid.`,
  before: (sum) => `The month without it: ${sum}`,
  after: (sum) => `The month with it: ${sum} (rounded once, half up)`,
  earned: (credit, points, year) =>
    `So it brings ${credit} and ${points} points${year === null ? "" : ` for ${year}`}.`,
};

/** Dates, sums and names stand in their own direction within a sentence from right to left. */
const ltr = (text: string | number) => `\u2066${text}\u2069`;
const ARABIC_GRADES = { A: "أ", B: "ب", C: "ج" } as const;

function arabicReason(reason: string): string {
  const words = reasonIn("ar", reason);
  return words === null ? ltr(reason) : `${words} (${ltr(reason)})`;
}

export const ARABIC: ExplanationWords = {
  title: (deposit) => `الإيداع ${ltr(deposit)}`,
  and: "و",
  head: {
    received: ({ day, position, who }) =>
      `وصل في ${ltr(day)} من ${ltr(who)} (القيد ${ltr(position)}).`,
    dated: ({ day, position }) =>
      `حُدّد تاريخه في ${ltr(day)} بساعة أخرى من التشغيل نفسه (القيد ${ltr(position)}).`,
    entered: ({ day, position, who, slip }) =>
      `أدخله ${ltr(who)} يدويًا من القسيمة ${ltr(slip ?? "")} في ${ltr(day)} (القيد ${ltr(position)}).`,
    corrected: ({ day, position, who }) =>
      `قرّره ${ltr(who)} في ${ltr(day)} (القيد ${ltr(position)}).`,
    disputed: ({ day, position, who }) =>
      `اعترضت عليه الأسرة، وسجّل الاعتراض ${ltr(who)} في ${ltr(day)} (القيد ${ltr(position)}).`,
    dismissed: ({ day, position, who }) =>
      `ردّ الاعتراض ${ltr(who)} في ${ltr(day)} (القيد ${ltr(position)}).`,
  },
  because: (reason) => `السبب: ${reason}`,
  singlePerson: "قرّره شخص واحد: لم يكن في المخطط شخص ثانٍ.",
  weighed: ({ label, weight, grade, date }) =>
    `${label.ar}، ${ltr(weight)}، ${grade === null ? "لم يُفحص" : `درجة ${ARABIC_GRADES[grade]}`}، ` +
    (date === null ? "وُزن في يوم غير معروف." : `وُزن في ${ltr(date)}.`),
  measured: ({ gross, tare, scale }) =>
    `أظهر الميزان ${ltr(gross)}${tare === null ? "" : `، كان منها ${ltr(tare)} قبل ذلك`}: ` +
    `الميزان ${ltr(scale.id)}، التدريجة ${ltr(`${scale.division} g`)}، المعايرة ${ltr(scale.calibration)}، ` +
    `${scale.verified ? "مدموغ" : "غير مدموغ"}.`,
  outcome: { held: "معلّق: ينظر فيه شخصان.", refused: "مرفوض: لا يمكن قراءته." },
  reasons: (reasons) => `ملاحظة: ${reasons.map(arabicReason).join("؛ ")}.`,
  holder: (account) => `يُحسب لـ ${ltr(account)}.`,
  tariff: (id, month, rate) =>
    `التعرفة ${ltr(id)} السارية في ${ltr(month)}: ${ltr(rate)} للكيلوغرام.`,
  gradeB: (percent) => `الدرجة ب تكسب ${ltr(`${percent} %`)} من السعر.`,
  cap: (weight) => `يُدفع في الشهر عن ${ltr(weight)} على الأكثر.`,
  before: (sum) => `الشهر من دونه: ${ltr(sum)}`,
  after: (sum) => `الشهر معه: ${ltr(sum)} (يُقرّب مرة واحدة، والنصف إلى الأعلى)`,
  earned: (credit, points, year) =>
    `فيجلب ${ltr(credit)} و${ltr(points)} نقطة${year === null ? "" : ` لسنة ${ltr(year)}`}.`,
};
