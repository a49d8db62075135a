import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireTool } from "../../tools/require-tool.ts";
import { sampleFolder, scratch } from "./sample-folder.ts";

const present = requireTool("hledger", "the export's check by a foreign ledger");
const canRead = requireTool("pdftotext", "the papers as a PDF reader has them");
const main = fileURLToPath(new URL("./main.ts", import.meta.url));

describe("the program itself", () => {
  const room = scratch();
  const data = join(room.folder, "data");
  const admin = (...args: string[]) =>
    spawnSync(process.execPath, [main, ...args, "--data", data], { encoding: "utf8" });

  beforeAll(async () => {
    await sampleFolder(data);
  });
  afterAll(() => room.remove());

  it("shows its help, and exits with 2 for what it does not understand", () => {
    expect(admin("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(admin("fly")).toMatchObject({ status: 2, stdout: "" });
    expect(admin("household", "show", "h999")).toMatchObject({ status: 1, stdout: "" });
  });

  it.runIf(canRead)("prints papers in the name of the body that the configuration names", () => {
    const [config, target] = [join(room.folder, "gateway.toml"), join(room.folder, "papers")];
    const issuer = 'ar = "مجلس بيتللو القروي"\nen = "Beitillo village council"';
    writeFileSync(config, `[issuer]\n${issuer}\n`);
    const given = ["--year", "2026", "--out", target, "--config", config];
    expect(admin("relief", "export", ...given)).toMatchObject({ status: 0, stderr: "" });
    const summary = join(target, "summary.pdf");
    const { stdout } = spawnSync("pdftotext", [summary, "-"], { encoding: "utf8" });
    expect(stdout).toContain("Beitillo village council");
  });

  it.runIf(present)("exports what hledger checks, and agrees with on the household", () => {
    const file = join(room.folder, "qamama.journal");
    const claim = admin("card", "issue", "h012", "--last-tap", "beitillo-01");
    expect(claim).toMatchObject({ status: 0 });
    expect(admin("journal", "export", "--format", "hledger", "--out", file).status).toBe(0);
    const env = { ...process.env, LANG: "C.UTF-8" };
    const hledger = (...args: string[]) =>
      spawnSync("hledger", ["-f", file, ...args], { encoding: "utf8", env });
    expect(hledger("check", "--strict")).toMatchObject({ status: 0, stderr: "" });
    expect(hledger("check")).toMatchObject({ status: 0, stderr: "" });
    const { stdout } = hledger("balance", "household:h012$", "cur:QAM", "--flat", "--no-total");
    expect(stdout.trim()).toBe("0.80 QAM  household:h012");
    for (const commodity of ["QAM", "RLF", "G:plastic"]) {
      const all = hledger("balance", `cur:^${commodity}$`).stdout.trimEnd().split("\n");
      expect([commodity, all.at(-1)?.trim()]).toEqual([commodity, "0"]);
    }
  });
});
