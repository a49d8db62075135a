import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { EpochMs, Grams } from "#contract/units.ts";
import { weighed } from "./bags.ts";
import { cardOf } from "./homes.ts";
import { openPaperStation } from "./paper-station.ts";

const at = {
  boot: "0192f0c4-1111-4222-8333-444455556666",
  clock: "synced",
  time: utcTime(1_000),
  uptimeMs: 0,
} as const;
const bag = (net: number) => weighed(cardOf("one"), "plastic", Grams(net));
const open = (name = "b-01") => openPaperStation(1, "beitillo", name);

describe("a station on paper", () => {
  it("has the same key for the same seed and name, and only then", () => {
    expect(open().key.id).toBe(open().key.id);
    expect(open("b-02").key.id).not.toBe(open().key.id);
  });

  it("links each entry to the one before it", () => {
    const station = open();
    const [first, second] = [station.write(at, bag(500)), station.write(at, bag(700))];
    assert(first.entry.ok && second.entry.ok, "both can be read");
    expect([first.entry.value.prev, second.entry.value.prev]).toEqual([null, first.hash]);
    expect([first.seq, second.seq]).toEqual([1, 2]);
  });

  it("makes a twin that takes the same place in the chain with another hash", () => {
    const station = open();
    const entry = station.write(at, bag(500));
    const twin = station.twinOf(entry, bag(900));
    assert(twin.entry.ok, "a twin can be read");
    expect([twin.seq, twin.entry.value.prev]).toEqual([1, null]);
    expect(twin.hash).not.toBe(entry.hash);
  });

  it("cuts pages of 200 entries at most", () => {
    const station = open();
    const entries = Array.from({ length: 401 }, () => station.write(at, bag(500)));
    const ranges = station.pages(entries, at, EpochMs(2_000)).map(({ range }) => range);
    expect(ranges.map(({ first, last }) => [first, last])).toEqual([
      [1, 200],
      [201, 400],
      [401, 401],
    ]);
  });

  it("says nonsense that is judged to be malformed", () => {
    const { entry } = open().write(at, { net: -1 });
    expect(entry).toMatchObject({ ok: false, problem: { code: "malformed" } });
  });
});
