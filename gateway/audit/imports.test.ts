import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const folder = new URL(".", import.meta.url);
const ITS_OWN = /^\.\/|^#contract\//;
const TYPES_ONLY = /^import type [^;]+ from "\.\.\/journal\/[a-z-]+\.ts";$/;

/** What a file imports, statement by statement. */
const importsIn = (file: string): string[] =>
  readFileSync(new URL(file, folder), "utf8").match(/^import [^;]+;$/gm) ?? [];

it("shares no code with what it checks: its imports are its own, the contract, and the events' types", () => {
  const files = readdirSync(folder).filter((name) => !/\.(test|fixture)\.ts$/.test(name));
  const foreign = files.flatMap(importsIn).filter((one) => {
    const [, from = ""] = /from "([^"]+)"/.exec(one) ?? [];
    return !ITS_OWN.test(from) && !TYPES_ONLY.test(one);
  });
  expect(files.length).toBeGreaterThan(10);
  expect(foreign).toEqual([]);
});

it("rounds by itself", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  expect(files.flatMap(importsIn).filter((one) => one.includes('#contract/rounding.ts"'))).toEqual(
    [],
  );
});
