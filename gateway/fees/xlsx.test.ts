import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import writeExcelFile, { type Row } from "write-excel-file/node";
import { HEADER, readBytes } from "./list.fixture.ts";

const read = async (...rows: Row[]) =>
  readBytes(await writeExcelFile([HEADER.split(","), ...rows]).toBuffer(), "Fees.XLSX");

describe("an XLSX file of fee accounts", () => {
  it("is read with real numbers and with numbers as text", async () => {
    const { accounts, problems } = await read(
      ["W-1", "بناية النخيل", 20_114_401, "salem-01 salem-02", 3, 180.1, 0],
      ["W-2", "=House", "٢٠١١٤٤٠٢", null, "١", null, "١٬٢٠٠٫٥"],
    );
    expect(problems).toEqual([]);
    expect(accounts).toEqual([
      {
        account: "W-1",
        property: "بناية النخيل",
        customer: "20114401",
        households: ["salem-01", "salem-02"],
        served: 3,
        feeMinorUnits: 18_010,
        arrearsMinorUnits: 0,
      },
      {
        account: "W-2",
        property: "=House",
        customer: "20114402",
        households: [],
        served: 1,
        feeMinorUnits: null,
        arrearsMinorUnits: 120_050,
      },
    ]);
  });

  it.each([
    // As a spreadsheet stores it, as it shows it
    [0.1 + 0.2, 30],
    [1.1 * 3, 330],
    [180.1 - 0.1 + 0.35, 18_035],
    [99_999_999.99, 9_999_999_999],
  ])("counts the number %d as shown, in agorot", async (stored, agorot) => {
    const { accounts } = await read(["W-1", "House", 1, null, 1, stored, 0]);
    expect(accounts).toMatchObject([{ feeMinorUnits: agorot }]);
  });

  it("names the rows as the spreadsheet does, over blank ones too", async () => {
    const blank = HEADER.split(",").map(() => null);
    const { problems } = await read(blank, ["W-1", "House", 1, null, 1, 180.123, 0], blank, [
      "W-1",
      "House",
      2,
      null,
      1,
      180,
      -5,
    ]);
    expect(problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
      "3 yearly_fee_ils",
      "5 fee_account",
      "5 arrears_ils",
    ]);
  });

  it.each([
    ["a date", { value: new Date("2026-01-02"), type: Date, format: "dd/mm/yyyy" }],
    ["a number that has lost digits", 1e19],
    ["a truth", true],
  ])("does not take %s for an amount", async (_, cell) => {
    const { problems } = await read(["W-1", "House", 1, null, 1, 180, cell]);
    expect(problems).toMatchObject([{ row: 2, field: "arrears_ils" }]);
  });

  it("does not take a date or a number that has lost digits for a customer", async () => {
    const date = { value: new Date("2026-01-02"), type: Date, format: "dd/mm/yyyy" };
    const { problems } = await read(
      ["W-1", "House", date, null, 1, 180, 0],
      ["W-2", "House", 1e19, null, 1, 180, 0],
    );
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('"2026/01/02"'),
      expect.stringContaining('"1e+19"'),
    ]);
  });

  it("is refused when it is cut short", async () => {
    const whole = await writeExcelFile([HEADER.split(",")]).toBuffer();
    const { problems } = await readBytes(whole.subarray(0, whole.length / 2), "fees.xlsx");
    expect(problems).toMatchObject([
      { row: 0, message: expect.stringContaining("cannot be read as XLSX") },
    ]);
  });

  it("is answered whatever its bytes are", async () => {
    const whole = await writeExcelFile([HEADER.split(","), ["W-1"]]).toBuffer();
    const spot = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(spot, { minLength: 1, maxLength: 20 }), async (spots) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of spots) bytes[at] = byte;
        const { problems } = await readBytes(bytes, "fees.xlsx");
        expect(problems).not.toEqual([]);
      }),
    );
  });

  it("is empty without a row", async () => {
    const { problems } = await readBytes(await writeExcelFile([[null]]).toBuffer(), "fees.xlsx");
    expect(problems).toEqual([{ row: 0, field: "", message: "The file is empty." }]);
  });
});
