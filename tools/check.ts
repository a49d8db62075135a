import { spawnSync } from "node:child_process";

/** Types, lint, floors and the fast tests: what every commit passes, in less than a minute. */
const steps = [
  ["tsc", "--noEmit"],
  ["biome", "ci", "--error-on-warnings"],
  ["vitest", "run", "--exclude", "**/*.slow.test.ts"],
];

for (const step of steps) {
  const { status } = spawnSync("npx", ["--no-install", ...step], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
