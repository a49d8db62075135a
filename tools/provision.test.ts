import { describe, expect, it } from "vitest";
import { type Machine, provision, type Tool } from "./provision.ts";

const sums: Tool = { name: "sums", package: "sums-cli", tested: "adding" };

/** A machine that has some programs and gets others by what it is told to run. */
function machineWith(programs: string[], { isRoot = true, works = true } = {}) {
  const has = new Set(programs);
  const ran: string[] = [];
  const said: string[] = [];
  const machine: Machine = {
    isRoot,
    has: (program) => has.has(program),
    run: (command) => {
      ran.push(command.join(" "));
      if (works && command.includes("install")) has.add(sums.name);
      return works;
    },
    say: (line) => said.push(line),
  };
  return { machine, ran, said };
}

describe("provision", () => {
  it("touches nothing where all is there", () => {
    const { machine, ran, said } = machineWith(["sums", "apt-get"]);
    expect(provision([sums], machine)).toEqual([]);
    expect([ran, said]).toEqual([[], []]);
  });

  it("says what it installs, and installs it", () => {
    const { machine, ran, said } = machineWith(["apt-get"]);
    expect(provision([sums], machine)).toEqual([]);
    expect(said).toEqual(["Installing Debian packages that tests need: sums-cli"]);
    expect(ran).toEqual([
      "apt-get update -q",
      "apt-get install -q -y --no-install-recommends sums-cli",
    ]);
  });

  it.each([
    ["who is not root", ["apt-get"], { isRoot: false }, 0],
    ["without apt-get", [], {}, 0],
    ["without a network", ["apt-get"], { works: false }, 1],
  ])("names what is missing to someone %s", (_, programs, options, commands) => {
    const { machine, ran, said } = machineWith(programs, options);
    expect(provision([sums], machine)).toEqual([sums]);
    expect(ran).toHaveLength(commands);
    expect(said.slice(-2)).toEqual([
      "sums is missing, so adding is skipped.",
      "On Debian: apt-get install --no-install-recommends sums-cli",
    ]);
  });
});
