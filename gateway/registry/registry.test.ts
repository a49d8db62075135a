import { describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import type { EventBody } from "../journal/event.ts";
import { openRegistry } from "./open-registry.ts";
import { claimedAfter, holderAt, isBlockedAt, membersIn, type Registry } from "./registry.ts";

const card = "k".repeat(22) as CardId;

function learnt(...events: readonly (readonly [at: number, body: EventBody])[]): Registry {
  const registry = openRegistry();
  for (const [index, [at, body]] of events.entries()) {
    registry.learn(body, { position: index + 1, at: EpochMs(at), month: "2026-11" });
  }
  return registry.now;
}

describe("whose a card was", () => {
  const issued = (household: string): EventBody => ({ kind: "card-issued", household, card });
  const registry = learnt([100, issued("h1")], [200, issued("h2")]);

  it.each([
    [0, "h1"], // before anyone held it: the first that did
    [99, "h1"],
    [100, "h1"],
    [199, "h1"],
    [200, "h2"],
    [999, "h2"],
  ])("at %i: %s", (time, household) => {
    expect(holderAt(registry, card, EpochMs(time))).toBe(household);
  });

  it.each([
    [99, 100],
    [100, null],
    [150, null],
  ])("at %i it was claimed later: %s", (time, claimed) => {
    expect(claimedAfter(registry, card, EpochMs(time))).toBe(claimed);
  });

  it("is nobody's before it is issued", () => {
    expect(holderAt(learnt(), card, EpochMs(0))).toBeNull();
    expect(claimedAfter(learnt(), card, EpochMs(0))).toBeNull();
  });
});

describe("a household's size", () => {
  it("counts for all months, also those before it was recorded", () => {
    const registry = learnt([0, { kind: "household-added", household: "h1", members: 6 }]);
    const months = ["2026-01", "2026-11", "2027-05"];
    expect(months.map((month) => membersIn(registry, "h1", month))).toEqual([6, 6, 6]);
  });
});

describe("a blocked card", () => {
  const registry = learnt([100, { kind: "card-blocked", card }]);
  it.each([
    [99, false],
    [100, true],
    [101, true],
  ])("is blocked at %i: %s", (time, blocked) => {
    expect(isBlockedAt(registry, card, EpochMs(time))).toBe(blocked);
  });
});
