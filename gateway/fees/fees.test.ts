import { describe, expect, it } from "vitest";
import { HEADER, readBytes, readRows } from "./list.fixture.ts";

const GOOD = "W-1,House 1,2011,khalil-01,1,180,0";
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a row of a fee list", () => {
  it.each([
    ["an empty account", ",House,1,,1,180,0", "fee_account", "The cell is empty."],
    [
      "an account that is none",
      "W 1,House,1,,1,180,0",
      "fee_account",
      '"W 1" is not a number of 1 to 32 digits, Latin letters, dots and hyphens.',
    ],
    ["an empty property", "W-1, ,1,,1,180,0", "property", "The cell is empty."],
    [
      "a long property",
      `W-1,${"x".repeat(65)},1,,1,180,0`,
      "property",
      "The property's name is longer than 64 characters.",
    ],
    [
      "a customer number that a spreadsheet shortened",
      "W-1,House,2.01E+10,,1,180,0",
      "electricity_customer",
      '"2.01E+10" is not a number of 1 to 32 digits, Latin letters, dots and hyphens.',
    ],
    [
      "an unknown household",
      "W-1,House,1,stranger,1,180,0",
      "households",
      'No household is called "stranger".',
    ],
    [
      "a household's name that cannot be one",
      "W-1,House,1,Khalil!,1,180,0",
      "households",
      'No household is called "Khalil!".',
    ],
    [
      "a household listed twice",
      "W-1,House,1,odeh-01 odeh-01,2,180,0",
      "households",
      "Household odeh-01 is listed in row 2 already.",
    ],
    [
      "more households than it serves",
      "W-1,House,1,salem-01 salem-02,1,180,0",
      "households_served",
      "2 households are listed, more than the 1 that the account serves.",
    ],
    [
      "no number of households",
      "W-1,House,1,,many,180,0",
      "households_served",
      '"many" is not a number of households from 1 to 99.',
    ],
    [
      "a fee that is a formula",
      "W-1,House,1,,1,=90*2,0",
      "yearly_fee_ils",
      '"=90*2" is not an amount in shekels with at most two decimals, like 180.50.',
    ],
    [
      "negative arrears",
      "W-1,House,1,,1,180,-5",
      "arrears_ils",
      '"-5" is not an amount in shekels with at most two decimals, like 180.50.',
    ],
    [
      "no arrears",
      "W-1,House,1,,1,180,",
      "arrears_ils",
      "The cell is empty: write 0 where nothing is owed.",
    ],
    [
      "a comma too many",
      "W-1,House,1,,1,180,0,North",
      "",
      "The row has more cells than there are headers.",
    ],
  ])("is refused for %s", async (_, row, field, message) => {
    expect(await readRows(row)).toEqual({ accounts: [], problems: [{ row: 2, field, message }] });
  });

  it.each([
    [
      "its account",
      "W-1,House 2,2012,,1,180,0",
      { row: 3, field: "fee_account", message: "Fee account W-1 is in row 2 already." },
    ],
    [
      "its customer number, in other digits",
      "W-2,House 2,٢٠١١,,1,180,0",
      {
        row: 3,
        field: "electricity_customer",
        message: "Customer number 2011 is in row 2 already.",
      },
    ],
    [
      "its household",
      "W-2,House 2,2012,odeh-01 khalil-01,2,180,0",
      {
        row: 3,
        field: "households",
        message: "Household khalil-01 is listed in row 2 already.",
      },
    ],
  ])("is refused for %s, which an earlier row has", async (_, row, problem) => {
    const { accounts, problems } = await readRows(GOOD, row);
    expect(problems).toEqual([problem]);
    expect(accounts.map(({ account }) => account)).toEqual(["W-1"]);
  });

  it("has all its problems listed, and so have the rows after it", async () => {
    const { problems } = await readRows("W 1,,1,stranger,0,x,y", "", GOOD, "W-1,House,,,1,1,1");
    expect(problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
      "2 fee_account",
      "2 property",
      "2 households",
      "2 households_served",
      "2 yearly_fee_ils",
      "2 arrears_ils",
      "5 fee_account",
      "5 electricity_customer",
    ]);
  });

  it.each(["=SUM(A1)", "+972", "-", "@home", "'=1", 'Abu "Ali"'])(
    "keeps %s as the name of a property",
    async (property) => {
      const cell = `"${property.replaceAll('"', '""')}"`;
      const { accounts, problems } = await readRows(`W-1,${cell},1,,1,180,0`);
      expect(problems).toEqual([]);
      expect(accounts).toMatchObject([{ property }]);
    },
  );

  it.each(["salem-01 salem-02", "salem-01;salem-02", '"salem-01, salem-02"', "salem-01، salem-02"])(
    "lists households as %s",
    async (cell) => {
      const { accounts } = await readRows(`W-1,House,1,${cell},2,180,0`);
      expect(accounts).toMatchObject([{ households: ["salem-01", "salem-02"] }]);
    },
  );

  it("without a fee is not charged yet", async () => {
    const { accounts } = await readRows("W-1,House,1,,1,,0");
    expect(accounts).toMatchObject([{ feeMinorUnits: null }]);
  });
});

describe("a file of fee accounts", () => {
  it.each([
    ["no byte", "", "fees.csv", "The file is empty."],
    ["blank rows alone", "\n ,\n", "fees.csv", "The file is empty."],
    ["headers alone", `${HEADER}\n`, "fees.csv", "The file has headers and no fee account."],
    [
      "another ending",
      `${HEADER}\n${GOOD}`,
      "fees.xls",
      '"fees.xls" ends neither in .csv nor in .xlsx.',
    ],
    [
      "bytes that are no spreadsheet",
      `${HEADER}\n${GOOD}`,
      "fees.xlsx",
      "The file cannot be read as XLSX: save it anew as .xlsx or .csv.",
    ],
    ["too many bytes", "x".repeat(8_000_001), "fees.csv", "The file is larger than 8 MB."],
  ])("is refused with %s", async (_, text, fileName, message) => {
    const refused = { accounts: [], problems: [{ row: 0, field: "", message }] };
    expect(await readBytes(utf8(text), fileName)).toEqual(refused);
  });
});
