import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { takeLock } from "./lock.ts";

it("is taken from another process, and free at once when that one is killed", async () => {
  const data = mkdtempSync(join(tmpdir(), "qamama-lock-"));
  const script = `
    import { takeLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    console.log(takeLock(${JSON.stringify(data)}).ok);
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", script]);
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
