import { describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { cardsOwingProof, decideDemand, decideWaiver, owesProofAt } from "./card-proofs.ts";
import { openRegistry } from "./open-registry.ts";

const card = "k".repeat(22) as CardId;

/** A desk at which acts are done one after the other, each at its time. */
function desk(...persons: readonly string[]) {
  const registry = openRegistry();
  const { now } = registry;
  let position = 0;
  const learn = (time: number, decision: ReturnType<typeof decideDemand | typeof decideWaiver>) => {
    if (!decision.ok) return decision.problem.code;
    position += 1;
    registry.learn(decision.value, { position, at: EpochMs(time), month: "2026-11" });
    return "done";
  };
  for (const person of persons) {
    const approval = { approver: null, singlePerson: true };
    const body = { kind: "person-registered", person, approval } as const;
    registry.learn(body, { position: 0, at: EpochMs(0), month: "2026-11" });
  }
  const acted = (time: number) => ({ actor: "amal", at: EpochMs(time), card });
  return {
    now,
    demand: (time: number) =>
      learn(time, decideDemand({ ...acted(time), kind: "card-demand-proof" }, now)),
    waive: (time: number, approver: string | null = null) => {
      const asked = { ...acted(time), reason: "its chip is broken", approver };
      return learn(time, decideWaiver({ ...asked, kind: "card-waive-proof" }, now));
    },
  };
}

describe("a card owes a proof", () => {
  const { now, demand, waive } = desk();
  demand(100);
  waive(200);
  demand(300);

  it.each([
    [99, false],
    [100, true],
    [199, true],
    [200, false],
    [299, false],
    [300, true],
  ])("with what was weighed at %i: %s", (time, owed) => {
    expect(owesProofAt(now, card, EpochMs(time))).toBe(owed);
  });

  it("only where people said so of it", () => {
    expect(owesProofAt(now, "z".repeat(22) as CardId, EpochMs(150))).toBe(false);
  });
});

describe("what people say of a card's proof", () => {
  it("is said once", () => {
    const { now, demand, waive } = desk();
    expect(waive(100)).toBe("proof-not-demanded");
    expect(demand(100)).toBe("done");
    expect(cardsOwingProof(now)).toBe(1);
    expect(demand(200)).toBe("proof-already-demanded");
    expect(waive(300)).toBe("done");
    expect(cardsOwingProof(now)).toBe(0);
    expect(waive(400)).toBe("proof-not-demanded");
  });

  it("goes by the last word, also where a clock was set back", () => {
    const { demand, waive } = desk();
    expect([demand(200), waive(100), demand(150)]).toEqual(["done", "done", "done"]);
  });

  it("takes two people to be waived, and one to be demanded", () => {
    const { demand, waive } = desk("amal", "basma");
    expect(demand(100)).toBe("done");
    expect(waive(200)).toBe("no-approver");
    expect(waive(200, "amal")).toBe("same-person");
    expect(waive(200, "basma")).toBe("done");
  });
});
