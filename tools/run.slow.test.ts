import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inRepository } from "#simulators/demo/programs.ts";

const wanted = {
  "": {},
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "1.0.0", dev: true },
  "node_modules/c": { version: "1.0.0", optional: true },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-run-"));
  write("package-lock.json", JSON.stringify({ packages: wanted }));
  for (const program of ["edge/main.ts", "tools/check.ts"]) write(program, 'console.log("here");');
  write("package.json", '{ "type": "module" }');
  copyFileSync(inRepository("tools/run.mjs"), join(folder, "tools/run.mjs"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const installed = (packages: object) =>
  write("node_modules/.package-lock.json", JSON.stringify({ packages }));

/** Where there is no npm, so that whoever wants to install fails. */
const run = (program: string) => {
  const options = { encoding: "utf8", env: { PATH: "" } } as const;
  return spawnSync(process.execPath, [join(folder, "tools/run.mjs"), program], options);
};

const { "node_modules/a": a, "node_modules/b": b } = wanted;

it("runs a station on what `npm ci --omit=dev` installed, and no checks", () => {
  installed({ "node_modules/a": a });
  expect(run("station")).toMatchObject({ stdout: "here\n", status: 0 });
  expect(run("check").stderr).toMatch(/npm ci failed/);
});

it.each([
  ["lacks a package", {}],
  ["has another version", { "node_modules/a": { version: "0.9.0" } }],
  [
    "has another version of a tool",
    { "node_modules/a": a, "node_modules/b": { version: "2.0.0" } },
  ],
])("installs where a folder %s", (_, packages) => {
  installed(packages);
  expect(run("station").stderr).toMatch(/npm ci failed/);
});

it("checks where all is there, and serves from a folder that it may not write in", () => {
  installed({ "node_modules/a": a, "node_modules/b": b });
  symlinkSync("/nowhere/at/all", join(folder, "node_modules/.qamama-lock")); // cannot be written
  write("node_modules/.cache", "no folder");
  for (const program of ["check", "station"]) {
    expect(run(program)).toMatchObject({ stdout: "here\n", status: 0 });
  }
});
