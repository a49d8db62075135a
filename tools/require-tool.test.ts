import { describe, expect, it } from "vitest";
import { isInstalled, requireTool } from "./require-tool.ts";

describe("requireTool", () => {
  const said: string[] = [];
  const say = (line: string) => said.push(line);

  it("lets tests run where the tool is", () => {
    expect(requireTool("sums", "adding", { installed: true, strict: true, say })).toBe(true);
    expect(said).toEqual([]);
  });

  it("says aloud what is skipped where it is not", () => {
    expect(requireTool("sums", "adding", { installed: false, strict: false, say })).toBe(false);
    expect(said).toEqual(["SKIPPED: sums is not installed, so adding is not tested."]);
  });

  it("fails where nothing may be skipped", () => {
    const strictly = () => requireTool("sums", "adding", { installed: false, strict: true, say });
    expect(strictly).toThrow(/sums is not installed/);
  });

  it("finds what stands in the PATH, and only that", () => {
    expect(isInstalled("node")).toBe(true);
    expect(isInstalled("no-such-program-anywhere")).toBe(false);
  });

  it("finds a file by its whole path", () => {
    expect(isInstalled(import.meta.filename)).toBe(true);
    expect(isInstalled(`${import.meta.filename}.not`)).toBe(false);
  });
});
