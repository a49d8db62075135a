import { createPrivateKey } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnrol, signEnrol } from "./enrol.ts";
import golden from "./golden/enrol.json" with { type: "json" };
import testKeys from "./golden/test-keys.json" with { type: "json" };
import { generateSigningKey, signingKeyOf } from "./jwk.ts";

const { scheme, station, cases } = golden;
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("an enrolment", () => {
  it.each(cases)("$name", ({ jws, payload, expect: { chain, problem } }) => {
    const enrol = parseEnrol(bytesOf(jws), { scheme, station });
    if (problem !== undefined) expect(enrol).toEqual({ ok: false, problem });
    else expect(enrol).toMatchObject({ ok: true, value: { ...JSON.parse(payload ?? ""), chain } });
  });

  it("is signed into the very bytes of the example, and parsed again", () => {
    const [example] = cases;
    const { at } = JSON.parse(example?.payload ?? "");
    const key = createPrivateKey({ key: testKeys.keys.station.privateJwk, format: "jwk" });
    expect(signEnrol({ scheme, station }, at, signingKeyOf(key))).toBe(example?.jws);
    const fresh = generateSigningKey();
    const enrol = parseEnrol(bytesOf(signEnrol({ scheme, station }, at, fresh)), golden);
    expect(enrol).toMatchObject({ ok: true, value: { chain: fresh.id, key: fresh.publicJwk } });
  });

  it("takes no bytes at all badly", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytesOf)), (bytes) => {
        expect(parseEnrol(bytes, golden).ok).toBe(false);
      }),
    );
  });
});
