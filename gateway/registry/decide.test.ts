import { describe, expect, it } from "vitest";
import type { CardId } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { EpochMs } from "#contract/units.ts";
import type { EventBody } from "../journal/event.ts";
import type { Act } from "./act.ts";
import { decideAct } from "./decide.ts";
import { openRegistry } from "./open-registry.ts";

type Decided = Parameters<typeof decideAct>[0];
type Wanted = Decided extends infer One
  ? One extends Act
    ? Omit<One, "actor" | "at">
    : never
  : never;

const card = "k".repeat(22) as CardId;
const [first, second, third] = [generateSigningKey(), generateSigningKey(), generateSigningKey()];

/** A registry that has learnt what was decided so far. */
function village() {
  const registry = openRegistry();
  let position = 0;
  const learn = (body: EventBody) => {
    position += 1;
    registry.learn(body, { position, at: EpochMs(0), month: "2026-11" });
  };
  const act = (wanted: Wanted): string | EventBody => {
    const decided = decideAct(
      { actor: "amal", at: EpochMs(0), ...wanted } as Decided,
      registry.now,
      "2026-12",
    );
    if (!decided.ok) return decided.problem.code;
    learn(decided.value);
    return decided.value;
  };
  const station = "beitillo-01";
  const request = ({ id: chain, publicJwk: publicKey }: typeof first) =>
    act({ kind: "chain-request", station, chain, publicKey });
  const approve = (code: string) => act({ kind: "chain-approve", station, code });
  act({ kind: "station-enrol", station, publicKey: first.publicJwk, passwordHash: "x" });
  return { act, learn, request, approve, station, registry: registry.now };
}

describe("a station's further key", () => {
  it("is numbered in the order of approval", () => {
    const { request, approve } = village();
    request(second);
    request(third);
    expect(approve(third.id.slice(0, 12))).toMatchObject({ chain: third.id, number: 2 });
    expect(approve(second.id.slice(0, 12))).toMatchObject({ chain: second.id, number: 3 });
  });

  it("is not approved by less than what the station shows", () => {
    const { request, approve } = village();
    request(second);
    expect(approve(second.id.slice(0, 11))).toBe("no-such-request");
    expect(approve("")).toBe("no-such-request");
  });

  it("is not approved where two begin alike", () => {
    const { learn, approve, station } = village();
    const publicKey = second.publicJwk;
    for (const end of ["AA", "BA"]) {
      const chain = `${"z".repeat(20)}${end}` as typeof second.id;
      learn({ kind: "chain-requested", station, chain, publicKey });
    }
    expect(approve("z".repeat(12))).toBe("no-such-request");
    expect(approve(`${"z".repeat(20)}A`)).toMatchObject({ number: 2 });
  });

  it("is enrolled once, and at most eight wait", () => {
    const { request } = village();
    expect(request(first)).toBe("key-known");
    const answers = Array.from({ length: 9 }, () => request(generateSigningKey()));
    expect(answers.slice(0, 8).every((it) => typeof it === "object")).toBe(true);
    expect(answers.slice(8)).toEqual(["too-many-requests"]);
  });
});

describe("revoking a station", () => {
  it("revokes what is open, leaves what waits, and is done once", () => {
    const { act, request, approve, station, registry } = village();
    request(second);
    expect(act({ kind: "station-revoke", station })).toMatchObject({ chains: [first.id] });
    expect(act({ kind: "station-revoke", station })).toBe("nothing-to-revoke");
    expect(approve(second.id.slice(0, 12))).toMatchObject({ number: 2 });
    expect(registry.chains.get(first.id)?.state).toBe("revoked");
    expect(registry.chains.get(second.id)?.state).toBe("open");
  });
});

describe("a card", () => {
  it("can go to another household and back, but not twice to the same", () => {
    const { act } = village();
    for (const household of ["h1", "h2"]) act({ kind: "household-add", household, members: 4 });
    const issue = (household: string) => act({ kind: "card-issue", household, card });
    expect(issue("h1")).toMatchObject({ household: "h1" });
    expect(issue("h1")).toBe("card-already-issued");
    expect(issue("h2")).toMatchObject({ household: "h2" });
    expect(issue("h1")).toMatchObject({ household: "h1" });
  });

  it("is blocked once, also before anyone holds it, and is not issued after", () => {
    const { act } = village();
    act({ kind: "household-add", household: "h1", members: 4 });
    expect(act({ kind: "card-block", card })).toMatchObject({ card });
    expect(act({ kind: "card-block", card })).toBe("card-already-blocked");
    expect(act({ kind: "card-issue", household: "h1", card })).toBe("card-blocked");
  });
});
