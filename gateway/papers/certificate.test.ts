import { describe, expect, it } from "vitest";
import { MilliPoints, MinorUnits } from "#contract/units.ts";
import { certificateOf } from "./certificate.ts";
import { qrTextOf } from "./qr.ts";
import { statementHash } from "./statement-hash.ts";
import { sampleIssuer, sampleStatement, sampleYear } from "./year.fixture.ts";

const letterhead = { issuer: sampleIssuer, on: "2027-04-13", decision: sampleYear.decision };
const statement = sampleStatement("h001");
const certificate = certificateOf(statement, letterhead);

/** What stands under an English label. */
const factOf = ({ facts }: ReturnType<typeof certificateOf>, label: string) =>
  facts.find((fact) => fact.label.en === label)?.value;

describe("certificateOf", () => {
  it("says points, percent and relief in the digits of both languages", () => {
    expect(certificate.results.map(({ value }) => value)).toEqual([
      { ar: "٥٣٣", en: "533" },
      { ar: "١١٫٤٠ ٪", en: "11.40 %" },
      { ar: "٦٫٨٤ شيكل", en: "6.84 ILS" },
    ]);
  });

  it("has every line with its working, and marks the late one", () => {
    expect(certificate.lines.map(({ month, late }) => [month, late])).toEqual([
      ["2026-03", false],
      ["2026-03", false],
      ["2026-04", true],
    ]);
    expect(certificate.lines[1]).toMatchObject({
      cells: ["بلاستيك · plastic", "27.000", "25.000", "0.000", "4", "100.000"],
      working: { en: "plastic in 2026-03: 25.000 kg × 4 = 100.000 points" },
    });
  });

  it("adds the lines up, and shows carried points only where there are some", () => {
    const total = ["243.500", "241.500", "0.000", "", "533.000"];
    expect(certificate.totals.map(({ cells }) => cells)).toEqual([total]);
    const carried = MilliPoints(-1_000);
    const { totals } = certificateOf({ ...statement, carriedMilliPoints: carried }, letterhead);
    expect(totals.map(({ cells }) => cells.at(-1))).toEqual(["-1.000", "533.000"]);
  });

  it.each([
    ["Fee (ILS)", "120.00"],
    ["Customer", "10017"],
    ["Households", "2"],
    ["Members", "—"],
    ["Property", '=HYPERLINK("x") #panic() *دار*'],
  ])("says under %s: %s", (label, value) => {
    expect(factOf(certificate, label)).toBe(value);
  });

  it("has a dash for all of a fee account that is not there, and for a fee not charged yet", () => {
    const without = certificateOf(sampleStatement("h002"), letterhead);
    expect(factOf(without, "Fee account")).toBe("—");
    expect(factOf(without, "Arrears")).toBe("—");
    const fee = statement.fee && { ...statement.fee, feeMinorUnits: null };
    expect(factOf(certificateOf({ ...statement, fee }, letterhead), "Fee (ILS)")).toBe("—");
  });

  it("says that arrears do not block the relief, to whom it concerns", () => {
    const sentences = (arrears: number) => {
      const fee = statement.fee && { ...statement.fee, arrearsMinorUnits: MinorUnits(arrears) };
      return certificateOf({ ...statement, fee }, letterhead).workings.map(({ en }) => en);
    };
    expect(sentences(1)).toContain("Arrears do not block the relief.");
    expect(sentences(0)).not.toContain("Arrears do not block the relief.");
  });

  it("carries the statement's hash in letters and in the code", () => {
    const hash = statementHash(statement);
    expect(certificate.hash).toBe(hash);
    expect(qrTextOf(statement)).toBe(`qamama:beitillo:2026:h001:${hash}`);
    expect(certificate.qr).toMatch(/^<svg /);
  });
});
