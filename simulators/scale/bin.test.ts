import { describe, expect, it } from "vitest";
import { openRandom } from "../village/random.ts";
import { EMPTY_BIN_GRAMS, openBin } from "./bin.ts";

function openTestBin() {
  let now = 0;
  const due: (() => void)[] = [];
  const after = (_ms: number, action: () => void) => {
    due.push(action);
    return () => {};
  };
  const bin = openBin(() => now, openRandom(1, "bin"), after);
  const rest = () => {
    now += 5000;
    return bin.feel();
  };
  return { bin, rest, due };
}
const near = (grams: number) => Math.abs(grams) < 10;

describe("a simulated bin", () => {
  it("keeps what was brought, whoever leaves", () => {
    const { bin, rest } = openTestBin();
    expect(near(rest() - EMPTY_BIN_GRAMS)).toBe(true);
    for (const grams of [3000, 4000]) {
      bin.put(grams, { wobbling: false });
      bin.clear();
    }
    expect(near(rest() - EMPTY_BIN_GRAMS - 7000)).toBe(true);
  });

  it("is taken away when it is full, and comes back empty", () => {
    const { bin, rest, due } = openTestBin();
    bin.put(30_000, { wobbling: false });
    bin.clear();
    expect(near(rest())).toBe(true);
    for (const comesBack of due) comesBack();
    expect(near(rest() - EMPTY_BIN_GRAMS)).toBe(true);
  });
});
