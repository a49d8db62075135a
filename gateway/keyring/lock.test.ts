import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { takeLock } from "./lock.ts";

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "qamama-lock-"));
});
afterEach(() => rmSync(data, { recursive: true }));

describe("takeLock", () => {
  it("is had by one at a time", () => {
    const first = takeLock(data);
    assert(first.ok, "nobody else is there");
    expect(takeLock(data)).toEqual({ ok: false, problem: "taken" });
    first.value.release();
    const second = takeLock(data);
    assert(second.ok, "the first has let go");
    second.value.release();
  });

  it("makes the folder that it locks", () => {
    const lock = takeLock(join(data, "new", "folder"));
    assert(lock.ok, "nobody else is there");
    lock.value.release();
  });

  it("throws what is not a matter of locks", () => {
    expect(() => takeLock("/dev/null/nowhere")).toThrow();
  });
});
