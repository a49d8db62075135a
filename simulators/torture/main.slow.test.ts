import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("./main.ts", import.meta.url));

describe("the program that tortures", () => {
  it("ends well where nothing was lost, and says so in its last line", async () => {
    const { code, stdout } = await run("kill", "--n", "1", "--seed", "3", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ seed: 3, mutant: null, lost: 0, met: true });
    expect(code).toBe(0);
  }, 120_000);

  it("ends badly where a mutant takes what does not stand there", async () => {
    const { code, stdout } = await run("frames", "--n", "500", "--mutant", "lenient", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ n: 500, mutant: "lenient", met: false });
    expect(code).toBe(1);
  });

  it.each([
    ["no torture"],
    ["another torture", "drown"],
    ["no kills", "kill", "--n", "0"],
    ["half a kill", "kill", "--n", "0.5"],
    ["a seed in words", "kill", "--seed", "one"],
    ["a mutant that it does not know", "kill", "--mutant", "none"],
  ])("refuses %s", async (_, ...args) => {
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Usage:/) });
  });
});

function run(...args: readonly string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}
