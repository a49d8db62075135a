import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { goldenFiles } from "./files.ts";

it.each(goldenFiles().map(({ url, text }) => ({ name: basename(url.pathname), url, text })))(
  "$name is what this contract writes",
  ({ url, text }) => expect(readFileSync(url, "utf8")).toBe(text),
);
