import type {
  ReliefStatement,
  ReliefYear,
  StatementFee,
  StatementLine,
} from "#contract/relief-statement.ts";
import type { Figure, SheetColumn } from "./sheet.ts";
import { statementHash } from "./statement-hash.ts";

const count = (amount: number): Figure => ({ amount, decimals: 0 });
const percent = (basisPoints: number): Figure => ({ amount: basisPoints, decimals: 2 });
const shekels = (agorot: number): Figure => ({ amount: agorot, decimals: 2 });
const kilograms = (grams: number): Figure => ({ amount: grams, decimals: 3 });
const points = (milliPoints: number): Figure => ({ amount: milliPoints, decimals: 3 });

const sumOf = <Row>(rows: readonly Row[], amountOf: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + amountOf(row), 0);

/** A column of the fee account, empty where the household has none. */
const ofFee =
  (value: (fee: StatementFee) => string | Figure | null) =>
  ({ fee }: ReliefStatement) =>
    fee === null ? null : value(fee);

const recorded = ({ lines }: ReliefStatement): number => sumOf(lines, (line) => line.recordedGrams);

/** Totals are the year's own sums, so that what is printed is what ties to the ledger. */
export const householdColumns = (
  sums: ReliefYear["sums"],
): readonly SheetColumn<ReliefStatement>[] => [
  { ar: "الأسرة", en: "Household", value: (of) => of.household, total: () => "المجموع Total" },
  {
    ...{ ar: "الوزن المسجل (كغم)", en: "Recorded (kg)" },
    value: (of) => kilograms(recorded(of)),
    total: () => kilograms(sums.recordedGrams),
  },
  { ar: "نقاط مرحّلة", en: "Carried points", value: (of) => points(of.carriedMilliPoints) },
  {
    ...{ ar: "النقاط بدقة", en: "Exact points" },
    value: (of) => points(of.milliPoints),
    total: () => points(sums.milliPoints),
  },
  { ar: "النقاط", en: "Points", value: (of) => count(of.points) },
  { ar: "النسبة %", en: "Percent", value: (of) => percent(of.basisPoints) },
  { ar: "حساب الرسوم", en: "Fee account", value: ofFee((fee) => fee.account) },
  { ar: "رقم المشترك", en: "Customer", value: ofFee((fee) => fee.customer) },
  { ar: "العقار", en: "Property", value: ofFee((fee) => fee.property) },
  { ar: "سنة الرسوم", en: "Fee year", value: ofFee((fee) => String(fee.feeYear)) },
  {
    ...{ ar: "الرسم (شيكل)", en: "Fee (ILS)" },
    value: ofFee(({ feeMinorUnits }) => (feeMinorUnits === null ? null : shekels(feeMinorUnits))),
  },
  { ar: "عدد الأسر", en: "Households served", value: ofFee((fee) => count(fee.householdsServed)) },
  {
    ar: "متأخرات (شيكل)",
    en: "Arrears (ILS)",
    value: ofFee((fee) => shekels(fee.arrearsMinorUnits)),
  },
  {
    ...{ ar: "التخفيض (شيكل)", en: "Relief (ILS)" },
    value: (of) => shekels(of.reliefMinorUnits),
    total: () => shekels(sums.reliefMinorUnits),
  },
  { ar: "قرارات شخص واحد", en: "Single person", value: (of) => of.singlePerson.join(" ") || null },
  { ar: "بصمة البيان", en: "Statement hash", value: statementHash },
];

/** A line with the household whose it is. */
type YearLine = { readonly household: string; readonly line: StatementLine };

export const yearLines = ({ statements }: ReliefYear): readonly YearLine[] =>
  statements.flatMap(({ household, lines }) => lines.map((line) => ({ household, line })));

/** A column of grams or points, with its sum below. */
const summed = (
  heading: { readonly ar: string; readonly en: string },
  figure: (amount: number) => Figure,
  amountOf: (line: StatementLine) => number,
): SheetColumn<YearLine> => ({
  ...heading,
  value: ({ line }) => figure(amountOf(line)),
  total: (rows) => figure(sumOf(rows, ({ line }) => amountOf(line))),
});

export const lineColumns: readonly SheetColumn<YearLine>[] = [
  { ar: "الأسرة", en: "Household", value: (of) => of.household, total: () => "المجموع Total" },
  { ar: "الشهر", en: "Month", value: ({ line }) => line.month },
  { ar: "الصنف", en: "Stream (Arabic)", value: ({ line }) => line.label.ar },
  { ar: "الصنف بالإنجليزية", en: "Stream", value: ({ line }) => line.label.en },
  { ar: "التعرفة", en: "Tariff", value: ({ line }) => line.tariff },
  summed({ ar: "الوزن المسجل (كغم)", en: "Recorded (kg)" }, kilograms, (of) => of.recordedGrams),
  summed({ ar: "درجة أ (كغم)", en: "Grade A (kg)" }, kilograms, (of) => of.gramsA),
  summed({ ar: "درجة ب (كغم)", en: "Grade B (kg)" }, kilograms, (of) => of.gramsB),
  {
    ...{ ar: "سقف الشهر (كغم)", en: "Month cap (kg)" },
    value: ({ line: { capGrams } }) => (capGrams === null ? null : kilograms(capGrams)),
  },
  summed({ ar: "محتسب أ (كغم)", en: "Paid A (kg)" }, kilograms, (of) => of.paidGramsA),
  summed({ ar: "محتسب ب (كغم)", en: "Paid B (kg)" }, kilograms, (of) => of.paidGramsB),
  { ar: "معامل أ %", en: "Factor A %", value: ({ line }) => count(line.gradeFactors.A) },
  { ar: "معامل ب %", en: "Factor B %", value: ({ line }) => count(line.gradeFactors.B) },
  { ar: "نقاط لكل كغم", en: "Points per kg", value: ({ line }) => count(line.pointsPerKg) },
  summed({ ar: "النقاط", en: "Points" }, points, (of) => of.milliPoints),
  { ar: "متأخر", en: "Late", value: ({ line }) => (line.late ? "نعم yes" : null) },
];
