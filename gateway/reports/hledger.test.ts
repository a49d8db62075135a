import { describe, expect, it } from "vitest";
import { hledgerJournal } from "./hledger.ts";
import { exampleEntries } from "./hledger-example.ts";
import { textOf } from "./text-of.ts";

const exported = () => textOf(hledgerJournal(exampleEntries(), "Qamama, scheme beitillo"));

describe("hledgerJournal", () => {
  it("writes a deposit with its three assets, its id, weighing date and card", async () => {
    expect(await exported()).toContain(
      [
        "2026-11-22 (17) Deposit of plastic",
        "    ; weighing-date:2026-11-21, deposit:beitillo/beitillo-01/3/1042, card:-C3k5Rk8bNf0aV7pQ2xY1w",
        '    household:h012  -4320 "G:plastic"',
        '    bin:beitillo-01:plastic  4320 "G:plastic"',
        "    issuance:plastic  -1.73 QAM",
        "    household:h012  1.73 QAM",
        "    municipality:relief:2026  -17.280 RLF",
        "    household:h012:relief:2026  17.280 RLF",
        "",
      ].join("\n"),
    );
  });

  it("declares every commodity with its decimals and every account, once", async () => {
    const lines = (await exported()).split("\n");
    const declared = lines.filter((line) => /^(commodity|account) /.test(line));
    expect(declared).toContain('commodity 1000. "G:plastic"');
    expect(declared).toContain("commodity 1000.00 QAM");
    expect(declared).toContain("commodity 1000.000 RLF");
    expect(declared).toContain("account household:h012:relief:2026");
    expect(new Set(declared).size).toBe(declared.length);
  });

  it("declares each root once, with the type from which hledger makes a balance sheet", async () => {
    const lines = (await exported()).split("\n");
    const typed = lines.filter((line) => line.includes("type:"));
    expect(typed.sort()).toEqual([
      "account bin  ; type:A",
      "account household  ; type:A",
      "account issuance  ; type:L",
      "account municipality  ; type:L",
      "account unclaimed  ; type:A",
    ]);
  });

  it("asserts at the end what is in each account that moved", async () => {
    const [, asserted] = (await exported()).split("\n2026-11-23 balances after ");
    expect(asserted?.trimEnd().split("\n")).toEqual([
      "the last entry, in 2026-11",
      '    bin:beitillo-01:plastic  0 "G:plastic" = 4320 "G:plastic"',
      '    bin:beitillo-02:residual  0 "G:residual" = 5 "G:residual"',
      '    household:h012  0 "G:plastic" = -4320 "G:plastic"',
      "    household:h012  0.00 QAM = 1.73 QAM",
      "    household:h012:relief:2026  0.000 RLF = 17.280 RLF",
      "    issuance:plastic  0.00 QAM = -1.73 QAM",
      "    municipality:relief:2026  0.000 RLF = -17.280 RLF",
      '    unclaimed:-C3k5Rk8bNf0aV7pQ2xY1w  0 "G:residual" = -5 "G:residual"',
    ]);
  });

  it("lets no text begin another entry, a comment or a posting date", async () => {
    const text = await exported();
    expect(text).toContain("(18) Deposit of residual  nothing   paid\n");
    expect(text).toContain("; date-tag:not a date, note:a  b:c 2026-01-01 forged\n");
  });

  it("is a comment alone where nothing was posted", async () => {
    async function* nothing() {}
    expect(await textOf(hledgerJournal(nothing(), "Empty"))).toBe("; Empty\n");
  });
});
