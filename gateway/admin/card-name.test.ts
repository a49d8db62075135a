import { describe, expect, it } from "vitest";
import golden from "#contract/golden/cards.json" with { type: "json" };
import testKeys from "#contract/golden/test-keys.json" with { type: "json" };
import { cardNameOf } from "./card-name.ts";

const nameOf = (uid: string) => cardNameOf(uid, testKeys.cardKey);

describe("cardNameOf", () => {
  it.each(golden.cases)("a UID of $kind is named as at a station", ({ uid, expect: wanted }) => {
    const name = nameOf(uid);
    expect(name.ok ? { card: name.value } : { problem: name.problem.code }).toEqual(wanted);
  });

  it("takes the UID as people write it", () => {
    expect(nameOf("A1:B2 C3-d4")).toEqual(nameOf("a1b2c3d4"));
  });

  it.each(["", "a1b2c3", "a1b2c3d4e5f6", "a1b2c3d4e", "xyzw1234", "08", "a1b2c3d4".repeat(4)])(
    "refuses %j",
    (uid) => {
      const name = nameOf(uid);
      expect(name).toMatchObject({ ok: false, problem: { code: "bad-uid" } });
    },
  );

  it("says what to do about a card that makes up its UID", () => {
    expect(nameOf("08b2c3d4")).toMatchObject({
      problem: { message: expect.stringMatching(/use another card/) },
    });
  });
});
