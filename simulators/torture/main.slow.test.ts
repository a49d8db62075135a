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

  it("finds no weight behind spoilt Firmata that was none, and the careless station out", async () => {
    const [well, careless] = await Promise.all([
      run("firmata", "--n", "1000", "--json"),
      run("firmata", "--n", "3000", "--mutant", "careless", "--json"),
    ]);
    const figures = JSON.parse(well.stdout);
    expect(figures).toMatchObject({ uncaught: 0, invented: 0, stale: 0, stuck: 0, met: true });
    expect(figures.mutatedToBoard + figures.mutatedToStation).toBeGreaterThanOrEqual(1000);
    expect(figures.weights).toBeGreaterThan(200);
    expect(JSON.parse(careless.stdout)).toMatchObject({ mutant: "careless", met: false });
    expect(careless.code).toBe(1);
  }, 180_000);

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
