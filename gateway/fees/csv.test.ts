import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSlug } from "#contract/ids.ts";
import { type FeeAccount, feeAccount } from "../journal/fee-account.ts";
import { readFeeAccounts } from "./fees.ts";
import { HEADER, readBytes, readRows } from "./list.fixture.ts";

const ARABIC_HEADER =
  "حساب الرسوم;العقار;رقم مشترك الكهرباء;الأسر;عدد الأسر المخدومة;الرسوم السنوية بالشيكل;المتأخرات بالشيكل";
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The encoder that no platform has, from the decoder that this one has. */
function windows1256(text: string): Uint8Array {
  const decoder = new TextDecoder("windows-1256");
  const bytes = new Map(
    [...Array(256).keys()].map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Uint8Array.from([...text], (letter) => bytes.get(letter) ?? 0);
}

const olives: FeeAccount = feeAccount.parse({
  account: "W-1",
  property: "بيت الزيتون، شارع 3",
  customer: "2011",
  households: ["salem-01", "salem-02"],
  served: 3,
  feeMinorUnits: 123_450,
  arrearsMinorUnits: 0,
});
const ROW = `W-1;${olives.property};2011;salem-01 salem-02;3;1,234.50;0`;

describe("a CSV file of fee accounts", () => {
  it.each([
    ["UTF-8", utf8(`${ARABIC_HEADER}\n${ROW}`)],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${ARABIC_HEADER}\r\n${ROW}\r\n`)],
    ["Windows-1256", windows1256(`${ARABIC_HEADER}\r\n${ROW}\r\n`)],
    ["with tabs", utf8(`${ARABIC_HEADER}\n${ROW}`.replaceAll(";", "\t"))],
    ["with the row ends of old Macs", utf8(`${ARABIC_HEADER}\r${ROW}\r`)],
    ["in Arabic-Indic digits", utf8(`${ARABIC_HEADER}\n${ROW}`.replace("1,234.50", "١٬٢٣٤٫٥٠"))],
    ["in Eastern Arabic digits", utf8(`${ARABIC_HEADER}\n${ROW}`.replace("2011", "۲۰۱۱"))],
    ["with direction marks", utf8(`${ARABIC_HEADER}\n\u200f${ROW}\u200e`)],
    ["without hamza", utf8(`${ARABIC_HEADER.replaceAll("أ", "ا")}\n${ROW}`)],
    ["with headers as people write", utf8(`${shouted(HEADER)}\n${ROW}`)],
    ["with a column more", utf8(`${ARABIC_HEADER};ملاحظات\n${ROW};قرب المسجد`)],
  ])("is read in %s", async (_, bytes) => {
    expect(await readBytes(bytes)).toEqual({ accounts: [olives], problems: [] });
  });

  it("is read as the example has it", async () => {
    const example = new URL("../../docs/examples/fee-accounts.csv", import.meta.url);
    const { accounts, problems } = await readBytes(readFileSync(example));
    expect(problems).toEqual([]);
    expect(
      accounts.map(({ account, customer, households: listed, feeMinorUnits }) => [
        account,
        customer,
        listed.length,
        feeMinorUnits,
      ]),
    ).toEqual([
      ["W-1001", "20114401", 1, 18_000],
      ["W-1002", "20114402", 2, 54_000],
      ["W-1003", "20114403", 1, 12_050],
      ["W-1004", "20114404", 0, 120_000],
      ["W-1005", "20114405", 1, null],
    ]);
  });

  it("is answered whatever its bytes are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { problems } = await readBytes(Uint8Array.of(...utf8(`${HEADER}\n`), ...bytes));
        expect(problems).not.toEqual([]);
      }),
    );
  });

  it.each([
    ["that is not closed", 'W-2,"House,1,,1,180,0'],
    ["inside a cell", 'W-2,House "2",1,,1,180,0'],
  ])("is refused at the row of a quotation mark %s", async (_, row) => {
    const message = "A quotation mark in this row is not closed or stands inside a cell.";
    expect(await readRows("W-1,House,1,,1,180,0", row)).toEqual({
      accounts: [],
      problems: [{ row: 3, field: "", message }],
    });
  });

  it("gives back any list that was written into it", async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.constantFrom(",", ";", "\t"), async (accounts, delimiter) => {
        const enrolled = new Set(accounts.flatMap((account) => account.households));
        const bytes = utf8(csvOf(accounts, delimiter));
        const read = await readFeeAccounts(bytes, "FEES.CSV", { households: enrolled });
        expect(read).toEqual({ accounts, problems: [] });
      }),
    );
  });
});

function shouted(header: string): string {
  return header.toUpperCase().replaceAll("_", " ").replaceAll(",", ";");
}

const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);
const name = fc
  .string({ unit: "binary", minLength: 1, maxLength: 64 })
  .filter((text) => feeAccount.shape.property.safeParse(text).success);
const slugs = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/).filter(isSlug), {
  maxLength: 60,
});
const agorot = fc.nat(99_999_999_999);
const terms = fc.record({
  property: name,
  more: fc.nat(50),
  feeMinorUnits: fc.option(agorot),
  arrearsMinorUnits: agorot,
});

/** Any households, dealt out to the accounts in turn. */
const lists = fc
  .tuple(
    fc.uniqueArray(code, { minLength: 1, maxLength: 8 }),
    fc.uniqueArray(code, { minLength: 8, maxLength: 8 }),
    fc.array(terms, { minLength: 8, maxLength: 8 }),
    slugs,
  )
  .map(([codes, customers, all, names]) =>
    codes.map((account, at) => {
      const { more = 0, ...rest } = all[at] ?? {};
      const mine = names.filter((_, index) => index % 8 === at);
      const served = Math.max(1, mine.length + more);
      return feeAccount.parse({
        ...rest,
        account,
        customer: customers[at],
        households: mine,
        served,
      });
    }),
  );

const shekels = (agorot: number | null) =>
  agorot === null ? "" : `${Math.floor(agorot / 100)}.${String(agorot % 100).padStart(2, "0")}`;

function csvOf(accounts: readonly FeeAccount[], delimiter: string): string {
  const rows = accounts.map((one) => [
    one.account,
    one.property,
    one.customer,
    one.households.join(","),
    String(one.served),
    shekels(one.feeMinorUnits),
    shekels(one.arrearsMinorUnits),
  ]);
  const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`));
  return [HEADER.split(","), ...quoted].map((row) => row.join(delimiter)).join("\r\n");
}
