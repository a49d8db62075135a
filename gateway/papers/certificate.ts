import { decimalOf } from "#contract/decimal.ts";
import type { ReliefStatement, StatementFee, StatementLine } from "#contract/relief-statement.ts";
import { printableText } from "./printable.ts";
import { qrOf } from "./qr.ts";
import { statementHash } from "./statement-hash.ts";
import {
  decisionOf,
  draftWarning,
  indicDigits,
  type Letterhead,
  type Pair,
  sentenceOf,
  singlePersonWarning,
} from "./wording.ts";

type Fact = { readonly label: Pair; readonly value: string };
const NONE = "—";

/** What the template certificate.typ shows of a household's year; every number is a text already. */
export function certificateOf(statement: ReliefStatement, { issuer, on, decision }: Letterhead) {
  const { household, year, state, singlePerson } = statement;
  const hash = statementHash(statement);
  return {
    ...{ issuer: sentenceOf(issuer), on, hash },
    title: {
      ar: `شهادة تخفيض رسوم النفايات ${indicDigits(String(year))}`,
      en: `Certificate of waste fee relief ${year}`,
    },
    footer: `${household} · ${year} · ${hash.slice(0, 10)}`,
    warnings: [...draftWarning(state), ...singlePersonWarning(singlePerson)],
    decision: decisionOf(decision),
    facts: factsOf(statement),
    results: resultsOf(statement),
    workings: workingsOf(statement),
    qr: qrOf(statement),
    columns: COLUMNS,
    lines: statement.lines.map(lineOf),
    totals: totalsOf(statement),
  };
}

function factsOf({
  household,
  members,
  rule,
  cutOff,
  position,
  fee,
}: ReliefStatement): readonly Fact[] {
  return [
    { label: { ar: "الأسرة", en: "Household" }, value: household },
    { label: { ar: "القاعدة", en: "Rule" }, value: rule },
    { label: { ar: "تاريخ الإقفال", en: "Cut-off" }, value: cutOff },
    { label: { ar: "الأفراد", en: "Members" }, value: members === null ? NONE : String(members) },
    ...feeFacts(fee),
    { label: { ar: "موضع السجل", en: "Journal" }, value: String(position) },
  ];
}

function feeFacts(fee: StatementFee | null): readonly Fact[] {
  const charged = fee?.feeMinorUnits ?? null;
  const text = (value: string | undefined) => printableText(value ?? NONE);
  return [
    { label: { ar: "حساب الرسوم", en: "Fee account" }, value: text(fee?.account) },
    { label: { ar: "رقم المشترك", en: "Customer" }, value: text(fee?.customer) },
    { label: { ar: "العقار", en: "Property" }, value: text(fee?.property) },
    { label: { ar: "سنة الرسوم", en: "Fee year" }, value: text(fee?.feeYear.toString()) },
    {
      label: { ar: "الرسم (شيكل)", en: "Fee (ILS)" },
      value: charged === null ? NONE : decimalOf(charged, 2),
    },
    {
      label: { ar: "أسر الحساب", en: "Households" },
      value: text(fee?.householdsServed.toString()),
    },
    {
      label: { ar: "متأخرات", en: "Arrears" },
      value: fee === null ? NONE : decimalOf(fee.arrearsMinorUnits, 2),
    },
  ];
}

/** The sentences that lead from the points to the shekels. */
function workingsOf({
  workings: { points, percent, relief },
  fee,
}: ReliefStatement): readonly Pair[] {
  const inArrears = fee !== null && fee.arrearsMinorUnits > 0;
  return [points, percent, relief, ...(inArrears ? [ARREARS] : [])].map(sentenceOf);
}

const ARREARS: Pair = {
  ar: "المتأخرات لا تمنع التخفيض.",
  en: "Arrears do not block the relief.",
};

function resultsOf({ points, basisPoints, reliefMinorUnits }: ReliefStatement) {
  const percent = decimalOf(basisPoints, 2);
  const relief = decimalOf(reliefMinorUnits, 2);
  return [
    {
      label: { ar: "النقاط", en: "Points" },
      value: { ar: indicDigits(String(points)), en: String(points) },
    },
    {
      label: { ar: "نسبة التخفيض", en: "Percent" },
      value: { ar: `${indicDigits(percent)} ٪`, en: `${percent} %` },
    },
    {
      label: { ar: "مبلغ التخفيض", en: "Relief" },
      value: { ar: `${indicDigits(relief)} شيكل`, en: `${relief} ILS` },
    },
  ];
}

const COLUMNS: readonly Pair[] = [
  { ar: "الشهر", en: "Month" },
  { ar: "الصنف", en: "Stream" },
  { ar: "المسجل كغم", en: "Recorded kg" },
  { ar: "محتسب أ كغم", en: "Paid A kg" },
  { ar: "محتسب ب كغم", en: "Paid B kg" },
  { ar: "نقاط/كغم", en: "Points/kg" },
  { ar: "النقاط", en: "Points" },
];

function lineOf(line: StatementLine) {
  const { month, label, late } = line;
  return {
    ...{ month, late },
    cells: [
      `${printableText(label.ar)} · ${printableText(label.en)}`,
      decimalOf(line.recordedGrams, 3),
      decimalOf(line.paidGramsA, 3),
      decimalOf(line.paidGramsB, 3),
      String(line.pointsPerKg),
      decimalOf(line.milliPoints, 3),
    ],
    working: sentenceOf(line.working),
  };
}

function totalsOf({ lines, carriedMilliPoints, milliPoints }: ReliefStatement) {
  const sumOf = (amountOf: (line: StatementLine) => number) =>
    decimalOf(
      lines.reduce((sum, line) => sum + amountOf(line), 0),
      3,
    );
  const carried = {
    label: { ar: "نقاط مرحّلة", en: "Carried" },
    cells: ["", "", "", "", decimalOf(carriedMilliPoints, 3)],
  };
  const total = {
    label: { ar: "المجموع", en: "Total" },
    cells: [
      sumOf((line) => line.recordedGrams),
      sumOf((line) => line.paidGramsA),
      sumOf((line) => line.paidGramsB),
      "",
      decimalOf(milliPoints, 3),
    ],
  };
  return carriedMilliPoints === 0 ? [total] : [carried, total];
}
