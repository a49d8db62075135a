import {
  type ReliefStatement,
  type ReliefYear,
  reliefYear,
  type StatementLine,
} from "#contract/relief-statement.ts";
import { Grams, MilliPoints, MinorUnits } from "#contract/units.ts";

const STREAMS = {
  organic: { label: { ar: "عضوي", en: "organic" }, pointsPerKg: 2, capGrams: Grams(150_000) },
  plastic: { label: { ar: "بلاستيك", en: "plastic" }, pointsPerKg: 4, capGrams: Grams(25_000) },
  residual: { label: { ar: "متبقي", en: "residual" }, pointsPerKg: 0, capGrams: null },
} as const;

/** One line that is paid whole but for its cap; nothing of grade B. */
function lineOf(month: string, stream: keyof typeof STREAMS, recordedGrams: number): StatementLine {
  const { label, pointsPerKg, capGrams } = STREAMS[stream];
  const paid = Math.min(recordedGrams, capGrams ?? recordedGrams);
  const kilograms = (paid / 1000).toFixed(3);
  const milliPoints = paid * pointsPerKg;
  const points = (milliPoints / 1000).toFixed(3);
  return {
    month,
    stream,
    label,
    tariff: "tariff-2026-1",
    recordedGrams: Grams(recordedGrams),
    gramsA: Grams(recordedGrams),
    gramsB: Grams(0),
    capGrams,
    paidGramsA: Grams(paid),
    paidGramsB: Grams(0),
    gradeFactors: { A: 100, B: 67 },
    pointsPerKg,
    milliPoints: MilliPoints(milliPoints),
    late: false,
    working: {
      ar: `${label.ar} في ${month}: ${kilograms} كغم × ${pointsPerKg} = ${points} نقطة`,
      en: `${label.en} in ${month}: ${kilograms} kg × ${pointsPerKg} = ${points} points`,
    },
  };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

type Own = Pick<
  ReliefStatement,
  "household" | "lines" | "step" | "basisPoints" | "fee" | "reliefMinorUnits" | "singlePerson"
>;

function statementOf(own: Own): ReliefStatement {
  const milliPoints = MilliPoints(sumOf(own.lines.map((line) => line.milliPoints)));
  const points = Math.floor((milliPoints + 500) / 1000);
  const percent = (own.basisPoints / 100).toFixed(2);
  const relief = (own.reliefMinorUnits / 100).toFixed(2);
  return {
    v: 1,
    scheme: "beitillo",
    year: 2026,
    state: "closed",
    position: 4711,
    rule: "relief-2026",
    cutOff: "2027-03-31",
    carriedMilliPoints: MilliPoints(0),
    milliPoints,
    members: null,
    points,
    workings: {
      points: { ar: `مجموع النقاط: ${points}`, en: `Points of the year: ${points}` },
      percent: {
        ar: `${points} نقطة على المنحنى = ${percent} %`,
        en: `${points} points on the curve = ${percent} %`,
      },
      relief: {
        ar: `التخفيض: ${percent} % من الرسم = ${relief} شيكل`,
        en: `Relief: ${percent} % of the fee = ${relief} ILS`,
      },
    },
    ...own,
  };
}

const noFee = { fee: null, reliefMinorUnits: MinorUnits(0), singlePerson: [] };
const steps = {
  below: { from: null, to: { points: 400, percent: 10 } },
  between: { from: { points: 400, percent: 10 }, to: { points: 4200, percent: 50 } },
  above: { from: { points: 4200, percent: 50 }, to: null },
} as const;

/** The property's name tries to be a formula, and Typst markup. */
const formula = statementOf({
  household: "h001",
  lines: [
    lineOf("2026-03", "organic", 150_000),
    lineOf("2026-03", "plastic", 27_000),
    { ...lineOf("2026-04", "organic", 66_500), late: true },
  ],
  step: steps.between,
  basisPoints: 1140,
  fee: {
    account: "F-17",
    customer: "10017",
    property: '=HYPERLINK("x") #panic() *دار*',
    feeYear: 2027,
    feeMinorUnits: MinorUnits(12_000),
    householdsServed: 2,
    arrearsMinorUnits: MinorUnits(0),
  },
  reliefMinorUnits: MinorUnits(684),
  singlePerson: [],
});

const withoutFee = statementOf({
  household: "h002",
  lines: [lineOf("2026-05", "organic", 60_000), lineOf("2026-05", "residual", 4_500)],
  step: steps.below,
  basisPoints: 0,
  ...noFee,
});

const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const highest = statementOf({
  household: "h003",
  lines: MONTHS.flatMap((month, at) => [
    lineOf(`2026-${month}`, "organic", 150_000),
    ...(at < 7 ? [lineOf(`2026-${month}`, "plastic", 25_000)] : []),
  ]),
  step: steps.above,
  basisPoints: 5000,
  fee: {
    account: "F-18",
    customer: "10018",
    property: "دار الزيتون، الحارة الشرقية",
    feeYear: 2027,
    feeMinorUnits: MinorUnits(18_001),
    householdsServed: 1,
    arrearsMinorUnits: MinorUnits(25_000),
  },
  reliefMinorUnits: MinorUnits(9_001),
  singlePerson: ["tariff-2026-1"],
});

const statements = [formula, withoutFee, highest];

/** Three households of a closed year: a formula for a name, no fee account, and the curve's end. */
export const sampleYear: ReliefYear = reliefYear.parse({
  v: 1,
  scheme: "beitillo",
  year: 2026,
  state: "closed",
  position: 4711,
  rule: "relief-2026",
  decision: { number: "2027/14", date: "2027-04-12" },
  statements,
  sums: {
    households: statements.length,
    recordedGrams: sumOf(
      statements.flatMap(({ lines }) => lines.map((line) => line.recordedGrams)),
    ),
    milliPoints: sumOf(statements.map(({ milliPoints }) => milliPoints)),
    reliefMinorUnits: sumOf(statements.map(({ reliefMinorUnits }) => reliefMinorUnits)),
  },
});

/** By the household's name; the fixture has it. */
export function sampleStatement(household: "h001" | "h002" | "h003"): ReliefStatement {
  return { h001: formula, h002: withoutFee, h003: highest }[household];
}

export const sampleIssuer = { ar: "مجلس قروي بيتللو", en: "Beitillo village council" } as const;
