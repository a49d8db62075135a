import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileTroubleOf } from "./file-trouble.ts";

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("fileTroubleOf", () => {
  it("names the file and what to mend", () => {
    const error = thrown(() => readFileSync("/nowhere/journal.db"));
    expect(fileTroubleOf(error)).toBe(
      "/nowhere/journal.db cannot be used, it, or a folder of its path, is not there: " +
        "mend that, or choose another folder with --data.",
    );
  });

  it.each([[new Error("a bug")], [undefined], ["text"]])("leaves %s to others", (error) => {
    expect(fileTroubleOf(error)).toBeNull();
  });
});
