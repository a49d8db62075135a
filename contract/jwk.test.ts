import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import testKeys from "./golden/test-keys.json" with { type: "json" };
import { generateSigningKey, heardJwk, keyIdOf, publicJwk, signingKeyOf } from "./jwk.ts";

describe("a key's name", () => {
  it.each(Object.entries(testKeys.keys))("%s", (_, { kid, alg, publicJwk: jwk, privateJwk }) => {
    const key = signingKeyOf(createPrivateKey({ key: privateJwk, format: "jwk" }));
    expect(key).toMatchObject({ id: kid, algorithm: alg, publicJwk: jwk });
  });

  it("is the thumbprint of RFC 8037, appendix A.3, cut after 22 characters", () => {
    const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    expect(keyIdOf(publicJwk.parse({ kty: "OKP", crv: "Ed25519", x }))).toBe(
      "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k".slice(0, 22),
    );
  });

  it("differs from key to key", () => {
    expect(generateSigningKey().id).not.toBe(generateSigningKey().id);
  });
});

describe("a public key", () => {
  const { publicJwk: key } = testKeys.keys.station;

  it("says more only when it is heard, and the rest is left out", () => {
    const more = { ...key, kid: testKeys.keys.station.kid, use: "sig" };
    expect(publicJwk.safeParse(more).success).toBe(false);
    expect(heardJwk.parse(more)).toEqual(key);
  });

  it("of another kind is our own bug", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
    expect(() => signingKeyOf(privateKey)).toThrow(/not an Ed25519 or P-256 key/);
  });
});
