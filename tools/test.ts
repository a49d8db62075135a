import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provision, TOOLS, thisMachine } from "./provision.ts";
import { step } from "./step.ts";
import { isGood, lineOf, type Tally, tallyOf } from "./tally.ts";

/** `npm test`: what tests need, then types, lint and every test; with CI=true a skip is a failure. */
const strict = process.env.CI === "true";

provision(TOOLS, thisMachine);
const types = step("types", "--noEmit");
const lint = step("lint", "ci", "--error-on-warnings");
const tests = runTests();

console.log(`\ntypes ${types ? "are good" : "FAILED"}, lint ${lint ? "is good" : "FAILED"}`);
if (!tests.ended && tests.tally.failed === 0) console.log("vitest reported an error; see above");
console.log(lineOf(tests.tally));
process.exit(types && lint && tests.ended && isGood(tests.tally, strict) ? 0 : 1);

function runTests(): { ended: boolean; tally: Tally } {
  const folder = mkdtempSync(join(tmpdir(), "qamama-tests-"));
  try {
    const file = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const ended = step("tests", "run", ...reporters);
    return { ended, tally: tallyOf(JSON.parse(readFileSync(file, "utf8"))) };
  } catch (error) {
    console.error(`There is no report of the tests: ${error}`);
    return { ended: false, tally: { passed: 0, failed: 0, skipped: 0 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
