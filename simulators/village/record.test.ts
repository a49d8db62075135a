import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readRecord, type VillageRecord, writeRecord } from "./record.ts";

const record: VillageRecord = {
  v: 1,
  seed: 1,
  originMs: 5,
  untilMs: 10,
  begun: [3, 4, 2],
  settled: true,
};

describe("the village's record", () => {
  const folder = mkdtempSync(join(tmpdir(), "village-"));
  const file = join(folder, "village.json");
  afterEach(() => rmSync(file, { force: true }));

  it("is read as it was written, and leaves no draft", () => {
    expect(readRecord(file)).toBeNull();
    writeRecord(file, record);
    writeRecord(file, { ...record, untilMs: 20 });
    expect(readRecord(file)).toEqual({ ...record, untilMs: 20 });
    expect(readdirSync(folder)).toEqual(["village.json"]);
  });

  it.each(["{", "{}", '{"v":2}'])("is refused when it reads %s", (text) => {
    writeFileSync(file, text);
    expect(() => readRecord(file)).toThrow();
  });
});
