import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { requireTool } from "../../tools/require-tool.ts";
import { NotPrinted, openPress } from "./press.ts";
import { printableText } from "./printable.ts";
import { sampleIssuer, sampleStatement, sampleYear } from "./year.fixture.ts";

const present = requireTool("pdftotext", "the papers as a PDF reader has them");
const folder = mkdtempSync(join(tmpdir(), "qamama-papers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const press = openPress();
const letterhead = { issuer: sampleIssuer, on: "2027-04-13", decision: sampleYear.decision };
const certificates = {
  h001: press.certificate(sampleStatement("h001"), letterhead),
  h002: press.certificate(sampleStatement("h002"), letterhead),
  h003: press.certificate(sampleStatement("h003"), letterhead),
};
const summary = press.summary(sampleYear, letterhead);

function poppler(tool: string, pdf: Uint8Array, ...args: string[]): string {
  const input = join(folder, "paper.pdf");
  writeFileSync(input, pdf);
  return execFileSync(tool, [...args.slice(0, -1), input, ...args.slice(-1)], { encoding: "utf8" });
}

/** The marks of direction that pdftotext adds, and those that hold a date together, are not compared. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const textOf = (pdf: Uint8Array) =>
  poppler("pdftotext", pdf, "-layout", "-").replaceAll(DIRECTION, "");

/** With another name for its property. */
function certificateFor(property: string): Uint8Array {
  const { fee, ...statement } = sampleStatement("h001");
  return press.certificate({ ...statement, fee: fee && { ...fee, property } }, letterhead);
}

/** Every character that printableText lets through. */
const EVERY = [...Array(0x1_0000).keys()].map((code) => String.fromCharCode(code));
const printed = EVERY.filter((letter) => printableText(letter) === letter && letter.trim() !== "");

describe("the papers", () => {
  it("say of themselves that they are PDF/A-2a", () => {
    for (const pdf of [...Object.values(certificates), summary]) {
      const metadata = Buffer.from(pdf).toString("latin1");
      expect(metadata).toContain("<pdfaid:part>2</pdfaid:part>");
      expect(metadata).toContain("<pdfaid:conformance>A</pdfaid:conformance>");
    }
  });

  it("are the same, byte for byte, from the same data", () => {
    const again = openPress().certificate(sampleStatement("h003"), letterhead);
    expect(Buffer.from(again).equals(certificates.h003)).toBe(true);
  });

  it("can show every character that is let through to them", () => {
    expect(printed.length).toBeGreaterThan(800);
    expect(certificateFor(printed.join("")).byteLength).toBeGreaterThan(0);
  });

  it("show a name with letters of no font all the same", () => {
    expect(certificateFor("中😀א\u0000\ud800").byteLength).toBeGreaterThan(0);
  });

  it("are not made for a date that is none", () => {
    const make = () => press.certificate(sampleStatement("h001"), { ...letterhead, on: "today" });
    expect(make).toThrow(NotPrinted);
  });
});

describe.skipIf(!present)("the papers, as a PDF reader has them", () => {
  it.each([
    "شهادة تخفيض رسوم النفايات",
    "مجلس قروي بيتللو",
    "رقم المشترك",
    "الأسرة",
    "نقطة على المنحنى",
    "المتأخرات لا تمنع التخفيض",
    "دار الزيتون",
    "بلاستيك",
    "٥٠٫٠٠",
    "Certificate of waste fee relief 2026",
    "Decided by a single person: tariff-2026-1",
    "Closed by council decision 2027/14 of",
    "90.01 ILS",
    "plastic in 2026-07: 25.000 kg × 4 = 100.000 points",
    "Page 2 of 2",
  ])("have on the certificate: %s", (text) => {
    expect(textOf(certificates.h003)).toContain(text);
  });

  it("never read a name as markup", () => {
    expect(textOf(certificates.h001)).toContain('=HYPERLINK("x")');
    expect(textOf(certificates.h001)).toMatch(/#panic\(\) \*.*دار/);
  });

  it("have all households, totals and places to sign on the summary", () => {
    const text = textOf(summary);
    for (const part of ["h001", "h002", "h003", "96.85", "4953.000", "رئيس المجلس"]) {
      expect(text).toContain(part);
    }
  });

  it("can be made a picture, which is not an empty one", () => {
    poppler("pdftoppm", certificates.h001, "-png", "-singlefile", join(folder, "page"));
    const png = readFileSync(join(folder, "page.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.byteLength).toBeGreaterThan(50_000);
  });
});
