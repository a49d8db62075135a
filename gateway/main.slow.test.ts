import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it } from "vitest";

const main = new URL("./main.ts", import.meta.url).pathname;
let data = "";
const children: ChildProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "qamama-main-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(data, { recursive: true });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const errors: string[] = [];
  const lines = createInterface({ input: child.stderr });
  lines.on("line", (line) => errors.push(line));
  const exited = once(child, "close").then(([code]) => ({ code, said: errors.join("\n") }));
  const opened = new Promise<{ mqttPort: number }>((resolve, reject) => {
    lines.on("line", (line) => line.includes("the gateway is open") && resolve(JSON.parse(line)));
    exited.then(({ said }) => reject(new Error(said)));
  });
  opened.catch(() => {}); // who waits for the end hears of it there
  return { child, opened, exited };
}

const gateway = (...more: string[]) =>
  start("--data", data, "--mqtt-port", "0", "--port", "0", ...more);

it.each(["SIGTERM", "SIGINT"] as const)("closes cleanly on %s", async (signal) => {
  const { child, opened, exited } = gateway();
  await opened;
  child.kill(signal);
  expect(await exited).toMatchObject({ code: 0 });
});

it("starts again after it was killed, but not beside itself", async () => {
  const first = gateway();
  await first.opened;
  const beside = await gateway().exited;
  expect(beside.code).toBe(1);
  expect(beside.said).toBe(
    `Another gateway, or an admin command, uses ${data}: end it, or choose another folder with --data.`,
  );
  first.child.kill("SIGKILL");
  await first.exited;
  await gateway().opened;
});

it("says in one sentence which port is taken, and the flag to mend it", async () => {
  const { mqttPort } = await gateway().opened;
  const other = join(data, "other");
  const { code, said } = await start("--data", other, "--mqtt-port", `${mqttPort}`).exited;
  expect(code).toBe(1);
  expect(said).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken .* --mqtt-port\.$/);
});

it("says what is wrong on the command line", async () => {
  const { code, said } = await start("--colour").exited;
  expect(code).toBe(2);
  expect(said).toContain("--mqtt-port N");
});
