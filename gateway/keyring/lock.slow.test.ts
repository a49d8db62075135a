import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { takeLock } from "./lock.ts";

function hold(data: string, script: string) {
  const source = `
    import { takeLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    const lock = takeLock(${JSON.stringify(data)});
    console.log(lock.ok);
    ${script}`;
  return spawn(process.execPath, ["--input-type=module", "-e", source]);
}

it("is taken from another process, and free at once when that one is killed", async () => {
  const data = mkdtempSync(join(tmpdir(), "qamama-lock-"));
  const holder = hold(data, "setInterval(() => {}, 1000);");
  const [said] = await once(holder.stdout, "data");
  expect(String(said).trim()).toBe("true");
  expect(takeLock(data)).toEqual({ ok: false, problem: "taken" });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = takeLock(data);
  assert(lock.ok, "the dead hold nothing");
  lock.value.release();
  rmSync(data, { recursive: true });
});

it("can be waited for", async () => {
  const data = mkdtempSync(join(tmpdir(), "qamama-lock-"));
  const holder = hold(data, "setTimeout(() => lock.value.release(), 200);");
  await once(holder.stdout, "data");
  const lock = takeLock(data, { patienceMs: 15_000 });
  assert(lock.ok, "the other was done soon");
  lock.value.release();
  rmSync(data, { recursive: true });
});
