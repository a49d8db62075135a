import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { requireTool } from "../../tools/require-tool.ts";
import { hledgerJournal } from "./hledger.ts";
import { exampleEntries } from "./hledger-example.ts";
import { textOf } from "./text-of.ts";

const present = requireTool("hledger", "the export's check by a foreign ledger");

async function hledger(...args: string[]) {
  const input = await textOf(hledgerJournal(exampleEntries(), "Qamama"));
  const { status, stdout, stderr } = spawnSync("hledger", ["-f", "-", ...args], {
    input,
    encoding: "utf8",
    env: { ...process.env, LANG: "C.UTF-8" },
  });
  return { status, stdout, stderr };
}

describe.skipIf(!present)("the export, as hledger reads it", () => {
  it.each([
    { args: ["check"] },
    { args: ["check", "--strict"] },
    { args: ["check", "ordereddates"] },
  ])("passes hledger $args", async ({ args }) => {
    expect(await hledger(...args)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it.each(["G:plastic", "G:residual", "QAM", "RLF"])("sums to zero in %s", async (commodity) => {
    const { stdout } = await hledger("balance", `cur:^${commodity}$`);
    const [total] = stdout.trimEnd().split("\n").slice(-1);
    expect(stdout).toContain(commodity);
    expect(total?.trim()).toBe("0");
  });

  it("shows the household's credit and its relief points of the year", async () => {
    const { stdout } = await hledger("balance", "household:h012", "--no-total", "--flat");
    expect(stdout).toMatch(/1\.73 QAM {2}household:h012$/m);
    expect(stdout).toMatch(/17\.280 RLF {2}household:h012:relief:2026$/m);
  });

  it("finds a deposit by its id", async () => {
    const { stdout } = await hledger("print", "tag:deposit=^beitillo/beitillo-01/3/1042$");
    expect(stdout).toContain("(17) Deposit of plastic");
  });
});
