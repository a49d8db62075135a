import { spawnSync } from "node:child_process";

/**
 * Is a program of the system there? Where it is not, says loudly which tests are left out; on the
 * build machine (`CI=true`) that is a failure.
 *
 * @param install how to get it, for the person who reads the message
 */
export function requireTool(name: string, install = `apt-get install ${name}`): boolean {
  if (spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined) return true;
  const message = `${name} is missing, and its tests are LEFT OUT: ${install}`;
  if (process.env.CI === "true") throw new Error(message);
  console.warn(`\n*** ${message} ***\n`);
  return false;
}
