import { describe, expect, it } from "vitest";
import { isGood, lineOf, tallyOf } from "./tally.ts";

const report = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
    { status: "passed", assertionResults: [{ status: "passed" }] },
  ],
};

describe("the tally", () => {
  it("is vitest's own count", () => {
    expect(lineOf(tallyOf(report))).toBe("7 passed, 1 failed, 3 skipped");
  });

  it("counts a file that could not be loaded", () => {
    const testResults = [...report.testResults, { status: "failed", assertionResults: [] }];
    expect(tallyOf({ ...report, testResults }).failed).toBe(2);
  });

  it("is refused when it is none", () => {
    expect(() => tallyOf({})).toThrow();
  });

  it.each([
    [{ passed: 7, failed: 0, skipped: 0 }, true, true],
    [{ passed: 7, failed: 0, skipped: 1 }, false, true],
    [{ passed: 7, failed: 0, skipped: 1 }, true, false],
    [{ passed: 7, failed: 1, skipped: 0 }, false, false],
    [{ passed: 0, failed: 0, skipped: 9 }, false, false],
    [{ passed: 0, failed: 0, skipped: 0 }, false, false],
  ])("%o, strictly %s, is good: %s", (tally, strict, good) => {
    expect(isGood(tally, strict)).toBe(good);
  });
});
