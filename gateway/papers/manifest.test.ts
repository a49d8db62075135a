import { describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { signJws } from "#contract/jws.ts";
import { keyRingOf } from "#contract/signed.ts";
import { lists, manifestOf, signManifest, verifyManifest } from "./manifest.ts";
import { sampleYear } from "./year.fixture.ts";

const key = generateSigningKey();
const ring = keyRingOf([key.publicJwk]);
const file = { name: "statements-2026.csv", bytes: Buffer.from("abc") };
const manifest = manifestOf({
  files: [file],
  year: sampleYear,
  view: "now",
  tariffs: ["tariff-2026-1"],
  at: utcTime(Date.UTC(2027, 3, 13)),
});

describe("manifestOf", () => {
  it("says what was exported, from which journal position, by which rules", () => {
    expect(manifest).toEqual({
      v: 1,
      at: "2027-04-13T00:00:00.000Z",
      scheme: "beitillo",
      year: 2026,
      state: "closed",
      position: 4711,
      rule: "relief-2026",
      view: "now",
      tariffs: ["tariff-2026-1"],
      totals: sampleYear.sums,
      files: [
        {
          name: "statements-2026.csv",
          bytes: 3,
          // FIPS 180-2, appendix B.1
          sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        },
      ],
    });
  });
});

describe("verifyManifest", () => {
  const jws = signManifest(manifest, key);
  const [head, , tail] = jws.split(".");
  const forged = Buffer.from(JSON.stringify({ ...manifest, position: 1 })).toString("base64url");

  it("gives back what the gateway signed", () => {
    expect(verifyManifest(jws, ring)).toEqual({ ok: true, value: manifest });
  });

  it.each([
    ["another key's signature", signManifest(manifest, generateSigningKey()), "bad-signature"],
    ["another payload", [head, forged, tail].join("."), "bad-signature"],
    ["a message of another type", signJws("qamama-keys", "{}", key), "bad-signature"],
    ["no JWS at all", "manifest", "bad-signature"],
    ["a signed text that is no manifest", signJws("qamama-manifest", "{}", key), "unreadable"],
  ])("refuses %s", (_, text, problem) => {
    expect(verifyManifest(text, ring)).toEqual({ ok: false, problem });
  });
});

describe("lists", () => {
  it.each([
    ["the file itself", file, true],
    ["a changed file", { ...file, bytes: Buffer.from("abd") }, false],
    ["the same under another name", { ...file, name: "other.csv" }, false],
  ])("%s: %o", (_, given, listed) => {
    expect(lists(manifest, given)).toBe(listed);
  });
});
