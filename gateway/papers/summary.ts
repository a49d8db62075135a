import { decimalOf } from "#contract/decimal.ts";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { printableText } from "./printable.ts";
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

/** What the template summary.typ shows: all households of a year, for the council to sign. */
export function summaryOf(year: ReliefYear, { issuer, on }: Omit<Letterhead, "decision">) {
  const { scheme, state, position, rule, statements, sums } = year;
  const alone = [...new Set(statements.flatMap(({ singlePerson }) => singlePerson))].sort();
  return {
    ...{ issuer: sentenceOf(issuer), on },
    title: {
      ar: `كشف تخفيض رسوم النفايات ${indicDigits(String(year.year))}`,
      en: `Waste fee relief ${year.year}: summary for signature`,
    },
    footer: `${scheme} · ${year.year} · ${rule} · ${position}`,
    warnings: [...draftWarning(state), ...singlePersonWarning(alone)],
    decision: decisionOf(year.decision),
    columns: COLUMNS,
    rows: statements.map(rowOf),
    total: {
      label: { ar: `المجموع (${sums.households})`, en: `Total of ${sums.households} households` },
      cells: [decimalOf(sums.milliPoints, 3), "", decimalOf(sums.reliefMinorUnits, 2), ""],
    },
    signatures: SIGNATURES,
  };
}

const COLUMNS: readonly Pair[] = [
  { ar: "الأسرة", en: "Household" },
  { ar: "حساب الرسوم", en: "Fee account" },
  { ar: "رقم المشترك", en: "Customer" },
  { ar: "العقار", en: "Property" },
  { ar: "النقاط", en: "Points" },
  { ar: "النسبة ٪", en: "Percent" },
  { ar: "التخفيض (شيكل)", en: "Relief (ILS)" },
  { ar: "البصمة", en: "Hash begins" },
];

const SIGNATURES: readonly Pair[] = [
  { ar: "أعدّه المحاسب", en: "Prepared by the accountant" },
  { ar: "رئيس المجلس", en: "Head of the council" },
  { ar: "التاريخ والختم", en: "Date and seal" },
];

/** As many characters of a hash as an eye compares. */
const HASH_SHOWN = 10;

function rowOf(statement: ReliefStatement): readonly string[] {
  const { household, fee, milliPoints, basisPoints, reliefMinorUnits } = statement;
  return [
    household,
    printableText(fee?.account ?? "—"),
    printableText(fee?.customer ?? "—"),
    printableText(fee?.property ?? "—"),
    decimalOf(milliPoints, 3),
    decimalOf(basisPoints, 2),
    decimalOf(reliefMinorUnits, 2),
    statementHash(statement).slice(0, HASH_SHOWN),
  ];
}
