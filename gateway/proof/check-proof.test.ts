import { createCipheriv, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { isCardId } from "#contract/ids.ts";
import { fileReadKeyOf, parseSunKeys } from "./card-keys.ts";
import { openProofCheck } from "./check-proof.ts";
import { sunMac } from "./sun.ts";

const cardKey = Buffer.alloc(32, 5);
const sunKeys = parseSunKeys("0123456789abcdef".repeat(4));
assert(sunKeys !== null, "these are keys");
const [uid, other] = [Buffer.from("04de5f1eacc040", "hex"), Buffer.from("04de5f1eacc041", "hex")];
const check = openProofCheck({ cardKey, sunKeys });

function cardOf(of: Uint8Array) {
  const name = createHmac("sha256", cardKey).update(of).digest().subarray(0, 16);
  const card = name.toString("base64url");
  assert(isCardId(card), "sixteen bytes");
  return card;
}

function proofOf(counter: number, keys = sunKeys) {
  assert(keys !== null, "these are keys");
  const plain = Buffer.concat([Buffer.of(0xc7), uid, Buffer.alloc(8)]);
  plain.writeUIntLE(counter, 8, 3);
  const cipher = createCipheriv("aes-128-cbc", keys.metaRead, Buffer.alloc(16));
  const picc = cipher.setAutoPadding(false).update(plain).toString("hex");
  const mac = sunMac(fileReadKeyOf(keys, uid), { uid, counter });
  return { type: "ntag424-sun", picc, cmac: Buffer.from(mac).toString("hex") } as const;
}

describe("openProofCheck", () => {
  it("finds the counter of a genuine message", () => {
    expect(check({ card: cardOf(uid), cardProof: proofOf(0x010203) })).toEqual({
      counter: 0x010203,
    });
  });

  it.each([
    ["another card's message", { card: cardOf(other), cardProof: proofOf(1) }],
    ["nobody's card", { card: null, cardProof: proofOf(1) }],
    [
      "a MAC that is made up",
      { card: cardOf(uid), cardProof: { ...proofOf(1), cmac: "0".repeat(16) } },
    ],
    [
      "the MAC of another reading",
      { card: cardOf(uid), cardProof: { ...proofOf(1), cmac: proofOf(2).cmac } },
    ],
    [
      "a message that is made up",
      { card: cardOf(uid), cardProof: { ...proofOf(1), picc: "0".repeat(32) } },
    ],
    [
      "a card of another scheme",
      { card: cardOf(uid), cardProof: proofOf(1, parseSunKeys("ab".repeat(32))) },
    ],
  ])("says that %s is bad", (_, deposit) => {
    expect(check(deposit)).toBe("bad");
  });

  it("says nothing where nothing is proved", () => {
    expect(check({ card: cardOf(uid), cardProof: null })).toBeNull();
  });

  it("says nothing without keys", () => {
    const keyless = openProofCheck({ cardKey, sunKeys: null });
    expect(keyless({ card: cardOf(uid), cardProof: proofOf(1) })).toBeNull();
  });
});
