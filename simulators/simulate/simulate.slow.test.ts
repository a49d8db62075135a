import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { requireTool } from "../../tools/require-tool.ts";
import { inRepository, runProgram } from "../demo/programs.ts";

const hledgerPresent = requireTool("hledger", "the year's ledger by a foreign one");
const folder = mkdtempSync(join(tmpdir(), "qamama-simulate-"));
const data = join(folder, "data");
const program = inRepository("simulators/simulate/main.ts");
const simulate = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });

describe("npm run simulate -- year", () => {
  let done: ReturnType<typeof simulate>;
  beforeAll(() => {
    done = simulate("year", "--households", "6", "--data", data, "--json");
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints one line of JSON, and tells of its progress elsewhere", () => {
    expect([done.status, done.stdout.trim().split("\n")]).toEqual([0, [expect.any(String)]]);
    expect(JSON.parse(done.stdout)).toMatchObject({ stations: 2, events: expect.any(Number) });
    expect(done.stderr).toMatch(/^day 1: \d+ deposits$/m);
  });

  it("leaves a folder that the operator's commands read", async () => {
    const shown = await runProgram("gateway/admin/main.ts", ["status", "--data", data]);
    expect(shown).toContain("Scheme beitillo.");
    expect(existsSync(join(data, "root.key"))).toBe(true);
  });

  it("refuses a folder that has a journal, and flags that it does not know", () => {
    const again = simulate("year", "--data", data);
    expect([again.status, again.stdout]).toEqual([1, ""]);
    expect(again.stderr).toContain("has a journal already");
    const unknown = simulate("year", "--data", data, "--sed", "1");
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining("--sed")]);
  });

  it.runIf(hledgerPresent)(
    "passes hledger's checks, and sums to zero there",
    async () => {
      const file = join(folder, "year.hledger");
      const args = ["journal", "export", "--format", "hledger", "--out", file, "--data", data];
      await runProgram("gateway/admin/main.ts", args);
      const hledger = (...words: string[]) => {
        const env = { ...process.env, LANG: "C.UTF-8" };
        const { status, stdout, stderr } = spawnSync("hledger", ["-f", file, ...words], {
          ...{ encoding: "utf8", env },
        });
        assert(status === 0, stderr);
        return stdout;
      };
      expect(hledger("check", "--strict")).toBe("");
      expect(hledger("balance", "cur:^QAM$").trimEnd().split("\n").at(-1)?.trim()).toBe("0");
    },
    60_000,
  );
});
