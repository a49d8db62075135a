import type { Notice } from "../session/state.ts";
import type { DeviceName } from "./view.ts";

export type Language = "ar" | "en";

/** What the panel says. Amounts and names come ready to be read. */
export type Texts = {
  readonly locale: string;
  readonly tapCard: string;
  readonly lost: Readonly<Record<DeviceName, string>>;
  readonly newCard: string;
  balance(amount: string): string;
  asOf(age: string): string;
  owed(amount: string): string;
  readonly chooseStream: string;
  readonly noStreams: string;
  readonly more: string;
  readonly putBag: string;
  readonly weighing: string;
  readonly emptyFirst: string;
  readonly overload: string;
  readonly belowZero: string;
  readonly misset: string;
  readonly throwIn: string;
  readonly binSettles: string;
  readonly binIsLess: string;
  readonly confirm: string;
  /** @param found the grade, or null while nobody has looked */
  grades(found: string | null): string;
  readonly tapOrSlip: string;
  readonly slipGrams: string;
  readonly slipNumber: string;
  readonly wait: string;
  readonly recorded: string;
  readonly creditFollows: string;
  credited(amount: string, balance: string): string;
  readonly checking: string;
  readonly takeOff: string;
  readonly notRecorded: string;
  readonly tryAgain: string;
  readonly ended: Readonly<Record<"timeout" | "cancelled", string>>;
  readonly nothingRecorded: string;
  readonly notice: Readonly<Record<Notice, string>>;
};

const en: Texts = {
  locale: "en",
  tapCard: "Tap your card",
  lost: {
    scale: "The scale is not connected. Please wait.",
    reader: "The card reader is not connected. Please wait.",
    keypad: "The keys are not connected. Please wait.",
    board: "The bin is not connected. Please wait.",
  },
  newCard: "Welcome! This card has no balance here yet.",
  balance: (amount) => `Your balance: ${amount}`,
  asOf: (age) => `as of ${age}`,
  owed: (amount) => `to be settled first: ${amount}`,
  chooseStream: "What do you bring?",
  noStreams: "Nothing can be handed in here just now.",
  more: "more",
  putBag: "Put the bag on the scale",
  weighing: "Weighing...",
  emptyFirst: "Please empty the scale first",
  overload: "Too heavy for this scale",
  belowZero: "The scale is below zero: take everything off it",
  misset: "The scale must be set right: please call the attendant",
  throwIn: "Put the bag into the bin",
  binSettles: "One moment: the bin must come to rest",
  binIsLess: "Something was taken out of the bin: please call the attendant",
  confirm: "OK to hand it in, cancel to stop",
  grades: (found) => `Grade 1 A, 2 B, 3 C, now: ${found ?? "not looked at"}. OK to hand it in`,
  tapOrSlip: "Tap the card, or 0 for a paper slip",
  slipGrams: "Slip: grams, then OK",
  slipNumber: "Slip: its number, then OK",
  wait: "One moment...",
  recorded: "Recorded",
  creditFollows: "credit follows",
  credited: (amount, balance) => `Credit ${amount}, your balance ${balance}`,
  checking: "Somebody will check it before it is credited",
  takeOff: "Take the bag off the scale",
  notRecorded: "Nothing was recorded: this station has no room. The bag is still yours.",
  tryAgain: "OK to try again",
  ended: { timeout: "Time is up", cancelled: "Cancelled" },
  nothingRecorded: "Nothing was recorded",
  notice: {
    "other-card": "Another card is being served: please wait",
    blocked: "This card is blocked: please ask the staff. The weight is recorded all the same.",
    "no-such-key": "This key means nothing here",
    "attended-only": "This is only taken when an attendant is here",
    "load-changed": "The weight has changed",
    container: "There is no more than the container on the scale",
    attended: "An attendant is here",
    unattended: "No attendant is here any more",
    "no-such-weight": "That is no weight: type grams",
    "no-slip-number": "Without a card, type the slip's number",
  },
};

const ar: Texts = {
  locale: "ar-PS",
  tapCard: "قرّب بطاقتك",
  lost: {
    scale: "الميزان غير موصول، يرجى الانتظار",
    reader: "قارئ البطاقات غير موصول، يرجى الانتظار",
    keypad: "لوحة المفاتيح غير موصولة، يرجى الانتظار",
    board: "الحاوية غير موصولة، يرجى الانتظار",
  },
  newCard: "أهلاً بك! لا رصيد لهذه البطاقة هنا بعد",
  balance: (amount) => `رصيدك: ${amount}`,
  asOf: (age) => `كما كان ${age}`,
  owed: (amount) => `يُسدَّد أولاً: ${amount}`,
  chooseStream: "ماذا أحضرت؟",
  noStreams: "لا يمكن تسليم شيء هنا الآن",
  more: "المزيد",
  putBag: "ضع الكيس على الميزان",
  weighing: "جارٍ الوزن...",
  emptyFirst: "أفرغ الميزان أولاً من فضلك",
  overload: "الحمل أثقل من سعة الميزان",
  belowZero: "الميزان تحت الصفر: أنزل كل ما عليه",
  misset: "الميزان يحتاج إلى ضبط: نادِ المشرف من فضلك",
  throwIn: "ضع الكيس في الحاوية",
  binSettles: "لحظة: حتى تستقر الحاوية",
  binIsLess: "أُخذ شيء من الحاوية: نادِ المشرف من فضلك",
  confirm: "تأكيد للتسليم، إلغاء للتوقف",
  grades: (found) => `الجودة 1 A، 2 B، 3 C، الآن: ${found ?? "لم تُفحص"}. تأكيد للتسليم`,
  tapOrSlip: "قرّب البطاقة، أو 0 لقسيمة ورقية",
  slipGrams: "القسيمة: الوزن بالغرام ثم تأكيد",
  slipNumber: "القسيمة: رقمها ثم تأكيد",
  wait: "لحظة من فضلك...",
  recorded: "سُجِّل",
  creditFollows: "يُحتسب الرصيد لاحقاً",
  credited: (amount, balance) => `أُضيف ${amount}، رصيدك ${balance}`,
  checking: "سيُراجَع قبل أن يُحتسب",
  takeOff: "أنزل الكيس عن الميزان",
  notRecorded: "لم يُسجَّل شيء: لا مكان في ذاكرة المحطة، والكيس ما زال لك",
  tryAgain: "تأكيد للمحاولة من جديد",
  ended: { timeout: "انتهى الوقت", cancelled: "أُلغي" },
  nothingRecorded: "لم يُسجَّل شيء",
  notice: {
    "other-card": "بطاقة أخرى قيد الخدمة: انتظر من فضلك",
    blocked: "هذه البطاقة موقوفة: راجع الموظفين. يُسجَّل الوزن على كل حال",
    "no-such-key": "لا عمل لهذا المفتاح هنا",
    "attended-only": "لا يُستلم هذا إلا بحضور موظف",
    "load-changed": "تغيّر الوزن",
    container: "ليس على الميزان غير الوعاء",
    attended: "المشرف حاضر",
    unattended: "لم يعد المشرف حاضراً",
    "no-such-weight": "هذا ليس وزناً: أدخل الغرامات",
    "no-slip-number": "من دون بطاقة أدخل رقم القسيمة",
  },
};

export const texts: Readonly<Record<Language, Texts>> = { ar, en };
