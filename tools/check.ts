import { step } from "./step.ts";

/** Types, lint, floors and the fast tests: what every commit passes, in less than a minute. */
const good =
  step("types", "--noEmit") &&
  step("lint", "ci", "--error-on-warnings") &&
  step("tests", "run", "--exclude", "**/*.slow.test.ts");
process.exit(good ? 0 : 1);
