import { describe, expect, it } from "vitest";
import { HEADER, readBytes } from "./list.fixture.ts";

describe("the headers of a fee list", () => {
  it("are refused for every column that is missing or there twice, and for nothing else", async () => {
    const header = HEADER.replace("property", "Arrears_ILS").replace("households,", "");
    expect(await readBytes(new TextEncoder().encode(`\n${header}\nx,y`))).toEqual({
      accounts: [],
      problems: [
        { row: 2, field: "property", message: "The column property (العقار) is missing." },
        { row: 2, field: "households", message: "The column households (الأسر) is missing." },
        {
          row: 2,
          field: "Arrears_ILS",
          message: "The column arrears_ils (المتأخرات بالشيكل) is there 2 times.",
        },
      ],
    });
  });

  it("stand in any order", async () => {
    const [first = "", ...others] = HEADER.split(",");
    const text = `${[...others, first].join(",")}\nHouse 1,2011,khalil-01,1,180,0,W-1`;
    const { accounts, problems } = await readBytes(new TextEncoder().encode(text));
    expect(problems).toEqual([]);
    expect(accounts).toMatchObject([
      { account: "W-1", property: "House 1", feeMinorUnits: 18_000 },
    ]);
  });

  it("are quoted as the file has them where a cell below is wrong", async () => {
    const text = `${HEADER.replace("arrears_ils", "المتأخرات بالشيكل")}\nW-1,House,1,,1,180,none`;
    const { problems } = await readBytes(new TextEncoder().encode(text));
    expect(problems).toMatchObject([{ row: 2, field: "المتأخرات بالشيكل" }]);
  });
});
