import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const programs = {
  types: "node_modules/typescript/bin/tsc",
  lint: "node_modules/@biomejs/biome/bin/biome",
  tests: "node_modules/vitest/vitest.mjs",
} as const;

/** Runs one of the project's own tools on this very Node, in the project's folder, in plain sight. */
export function step(program: keyof typeof programs, ...args: string[]): boolean {
  console.log(`\n${program}: ${args.join(" ")}`);
  const command = [programs[program], ...args];
  return spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status === 0;
}
