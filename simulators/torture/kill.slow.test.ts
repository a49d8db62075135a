import { describe, expect, it } from "vitest";
import { torture } from "./kill.ts";

const log = () => {};

describe("killing gateway and stations under load", () => {
  it("loses, doubles and invents nothing", async () => {
    const figures = await torture({ kills: 8, seed: 7, mutant: null, log });
    expect(figures).toMatchObject({
      lost: 0,
      doubled: 0,
      invented: 0,
      unbalanced: 0,
      wrongBalances: 0,
      integrity: "ok",
      drained: true,
    });
    expect(figures.accepted).toBeGreaterThan(100);
  }, 180_000);

  it.each(["ack-before-commit", "release-on-puback"] as const)(
    "finds out %s",
    async (mutant) => {
      const figures = await torture({ kills: 10, seed: 7, mutant, log });
      expect(figures.lost).toBeGreaterThan(0);
    },
    180_000,
  );
});
