import type { Language } from "./args.ts";

/** What the demo says, in words; `Record` sees to it that both languages say all of it. */
export type Words = {
  readonly settingUp: string;
  readonly page: string;
  readonly kiosk: string;
  readonly arduino: string;
  readonly broker: string;
  readonly dataFolder: string;
  readonly logs: string;
  readonly administer: string;
  readonly stop: string;
  readonly stopping: string;
  readonly ended: (name: string, how: string, seconds: string) => string;
  readonly stranger: string;
  readonly points: string;
  readonly held: string;
  readonly summary: string;
  readonly deposits: string;
  readonly kilograms: string;
  readonly credits: string;
  readonly sums: string;
  readonly outboxes: string;
  readonly well: string;
  readonly tooFew: (reached: number, wanted: number) => string;
  readonly unbalanced: string;
  readonly unsent: string;
};

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    settingUp: "Setting up the village: gateway, 100 households, three stations ...",
    page: "Page",
    kiosk: "Screen at the first station",
    arduino: "The third station is a bin on a simulated Arduino; its display, lid and light",
    broker: "Broker",
    dataFolder: "Data",
    logs: "Logs",
    administer: "Administer",
    stop: "Ctrl-C stops; start again to go on.",
    stopping: "Stopping: the last bags are recorded ...",
    ended: (name, how, seconds) => `${name} ended (${how}); it is started again in ${seconds} s.`,
    stranger: "unknown card",
    points: "points",
    held: "held for a person",
    summary: "Summary of this run",
    deposits: "Deposits",
    kilograms: "Kilograms",
    credits: "Credits",
    sums: "Sums of all postings",
    outboxes: "Left in outboxes",
    well: "Every asset sums to zero, and every outbox is empty.",
    tooFew: (reached, wanted) => `Only ${reached} of ${wanted} deposits have their receipts.`,
    unbalanced: "An asset does not sum to zero.",
    unsent: "An outbox is not empty.",
  },
  ar: {
    settingUp: "تجهيز القرية: البوابة، 100 أسرة، ثلاث محطات ...",
    page: "الصفحة",
    kiosk: "شاشة المحطة الأولى",
    arduino: "المحطة الثالثة حاوية على أردوينو محاكى؛ شاشتها وغطاؤها وضوؤها",
    broker: "الوسيط",
    dataFolder: "البيانات",
    logs: "السجلات",
    administer: "الإدارة",
    stop: "Ctrl-C للإيقاف؛ والتشغيل من جديد يكمل من حيث توقف.",
    stopping: "جارٍ الإيقاف: تُسجَّل الأكياس الأخيرة ...",
    ended: (name, how, seconds) => `توقف ${name} (${how})؛ يعاد تشغيله بعد ${seconds} ثانية.`,
    stranger: "بطاقة غير معروفة",
    points: "نقطة",
    held: "معلّق بانتظار شخص",
    summary: "ملخص هذا التشغيل",
    deposits: "الإيداعات",
    kilograms: "الكيلوغرامات",
    credits: "الرصيد",
    sums: "مجموع كل القيود",
    outboxes: "المتبقي في صناديق الصادر",
    well: "مجموع كل أصل صفر، وكل صندوق صادر فارغ.",
    tooFew: (reached, wanted) => `وصل إيصال ${reached} من ${wanted} إيداعات فقط.`,
    unbalanced: "مجموع أحد الأصول ليس صفرًا.",
    unsent: "صندوق صادر غير فارغ.",
  },
};

/** What reasons of an outcome mean; one that is not listed is shown as it came. */
export const REASON_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    "below-minimum": "below the minimum",
    "over-cap": "over the month's cap",
    unclaimed: "card not registered yet",
    "not-paid": "nothing is paid for it",
    "weight-implausible": "above the maximum",
    "card-blocked": "card blocked",
    "card-proof": "card not proved",
  },
  ar: {
    "below-minimum": "أقل من الحد الأدنى",
    "over-cap": "فوق سقف الشهر",
    unclaimed: "البطاقة غير مسجلة بعد",
    "not-paid": "لا يُدفع مقابله",
    "weight-implausible": "فوق الحد الأقصى",
    "card-blocked": "البطاقة محظورة",
    "card-proof": "لم تُثبت البطاقة صحتها",
  },
};
