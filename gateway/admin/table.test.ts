import { describe, expect, it } from "vitest";
import { plural, tableOf } from "./table.ts";

describe("tableOf", () => {
  it("puts words to the left and quantities to the right", () => {
    const rows = [
      ["plastic", "4.320 kg", 12],
      ["paper and card", "14.000 kg", 7],
    ];
    expect(tableOf(["stream", "weight", "bags"], rows).split("\n")).toEqual([
      "stream             weight  bags",
      "plastic          4.320 kg    12",
      "paper and card  14.000 kg     7",
    ]);
  });

  it("is its head alone where there are no rows", () => {
    expect(tableOf(["a", "b"], [])).toBe("a  b");
  });

  it("takes more rows than a call takes arguments", () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [index]);
    expect(tableOf(["n"], rows)).toHaveLength(200_001 * 7 - 1);
  });

  it("counts in words", () => {
    expect([plural(1, "byte"), plural(0, "byte"), plural(2, "entry", "entries")]).toEqual([
      "1 byte",
      "0 bytes",
      "2 entries",
    ]);
  });
});
