import * as z from "zod";

/** What we read of vitest's JSON report; a file that could not be loaded has no tests to count. */
const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Counts a file that failed without a failed test, one that could not be loaded, as one failure. */
export function tallyOf(json: unknown): Tally {
  const it = report.parse(json);
  const broken = it.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: it.numPassedTests,
    failed: it.numFailedTests + broken.length,
    skipped: it.numPendingTests + it.numTodoTests,
  };
}

/** Whether a run with these numbers is good: something ran, nothing failed, nothing skipped unasked. */
export function isGood({ passed, failed, skipped }: Tally, strict: boolean): boolean {
  return passed > 0 && failed === 0 && (skipped === 0 || !strict);
}

export const lineOf = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
