import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSimulateArgs } from "./args.ts";

describe("the simulation's arguments", () => {
  it("are a folder and, where nothing else is said, the village of 720 households", () => {
    expect(parseSimulateArgs(["year", "--data", "there"])).toEqual({
      ok: true,
      value: { data: resolve("there"), households: 720, seed: 1, year: 2026, json: false },
    });
  });

  it.each([
    [["--data", "x"], "year"],
    [["decade", "--data", "x"], "year"],
    [["year"], "--data"],
    [["year", "--data", "x", "--households", "3"], "--households"],
    [["year", "--data", "x", "--seed", "-1"], "--seed"],
    [["year", "--data", "x", "--year", "26"], "--year"],
    [["year", "--data", "x", "--speed", "2"], "--speed"],
  ])("%j are refused with a sentence that names %s", (args, named) => {
    expect(parseSimulateArgs(args)).toEqual({
      ok: false,
      problem: expect.stringContaining(named),
    });
  });
});
