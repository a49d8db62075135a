import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "./golden/pages.json" with { type: "json" };
import testKeys from "./golden/test-keys.json" with { type: "json" };
import { sha256 } from "./hash.ts";
import { utcTime } from "./ids.ts";
import { canonicalJson, type JsonObject } from "./json.ts";
import { type SigningKey, signingKeyOf } from "./jwk.ts";
import { parsePage, readPage, signPage } from "./page.ts";
import type { ClockState, Stamp } from "./stamp.ts";
import { MAX_PAGE_BYTES, type PageRange, parseUplinkTopic } from "./topics.ts";

const keys: Record<string, SigningKey> = Object.fromEntries(
  Object.entries(testKeys.keys).map(([name, { privateJwk }]) => [
    name,
    signingKeyOf(createPrivateKey({ key: privateJwk, format: "jwk" })),
  ]),
);

function keyNamed(name: string): SigningKey {
  const key = keys[name];
  if (key === undefined) throw new Error(`no test key ${name}`);
  return key;
}

const chainKeyOf = ({ key, algorithm }: SigningKey) => ({
  key: createPublicKey(key),
  alg: algorithm,
});

function rangeOf(topic: string): PageRange {
  const parsed = parseUplinkTopic(topic);
  if (!parsed.ok || parsed.value.leaf !== "journal") throw new Error(`no page's topic: ${topic}`);
  return parsed.value.range;
}

const station = keyNamed("station");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const live = golden.cases[0];
if (live === undefined) throw new Error("the first golden page is a live drop");

describe("a page", () => {
  it.each(golden.cases)("$name", ({ topic, key, jws, expect: expected }) => {
    const page = parsePage(bytesOf(jws), rangeOf(topic), chainKeyOf(keyNamed(key)));
    const judged = page.ok
      ? {
          sent: page.value.sent,
          entries: page.value.entries.map(({ seq, hash, entry }) => ({
            seq,
            hash,
            problem: entry.ok ? null : entry.problem.code,
          })),
        }
      : { problem: page.problem };
    expect(judged).toEqual(expected);
  });

  it("is signed into the very bytes of the example", () => {
    const { payload, jws } = live;
    const { entries, ...frame } = JSON.parse(payload ?? "");
    const texts = entries.map((entry: JsonObject) => canonicalText(entry));
    expect(signPage({ ...frame, entries: texts }, station)).toBe(jws);
  });

  it("is refused when any byte of it is another", () => {
    const bytes = bytesOf(live.jws);
    const range = rangeOf(live.topic);
    const key = chainKeyOf(station);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Uint8Array.from(bytes);
        other[at] = (bytes[at] ?? 0) ^ change;
        expect(parsePage(other, range, key).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when it is cut off anywhere", () => {
    const bytes = bytesOf(live.jws);
    const range = rangeOf(live.topic);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(parsePage(bytes.subarray(0, length), range, chainKeyOf(station)).ok).toBe(false);
      }),
    );
  });

  it("takes no bytes at all badly", () => {
    const range = rangeOf(live.topic);
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytesOf)), (bytes) => {
        expect(parsePage(bytes, range, chainKeyOf(station)).ok).toBe(false);
        expect(readPage(bytes, range).ok).toBe(false);
      }),
    );
  });

  it("is refused beyond 256 KiB", () => {
    const key = chainKeyOf(station);
    const page = parsePage(new Uint8Array(MAX_PAGE_BYTES + 1), rangeOf(live.topic), key);
    expect(page).toEqual({ ok: false, problem: "unreadable" });
  });

  it("brings an entry that is nested as deep as a page is long: malformed, and no crash", () => {
    const depth = 80_000;
    const deep = "[".repeat(depth) + "]".repeat(depth);
    const text = canonicalText({ ...sample(1042), kind: "parameter", data: { x: 0 } });
    const entries = [text.replace('"x":0', () => `"x":${deep}`)];
    const page = parsePage(
      bytesOf(signPage({ scheme: "beitillo", station: "beitillo-01", sent, entries }, station)),
      rangeOf(live.topic),
      chainKeyOf(station),
    );
    expect(page.ok && page.value.entries[0]?.entry).toMatchObject({
      problem: { code: "malformed", detail: "longer than 1024 bytes" },
    });
  });

  it("comes out as it was signed, whatever stations weigh", () => {
    const run = fc.tuple(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.array(weighing, { minLength: 1, maxLength: 200 }),
    );
    fc.assert(
      fc.property(run, stamp, ([first, weighings], sent) => {
        const entries = weighings.map((it, index) => ({ ...sample(first + index), ...it }));
        const texts = entries.map(canonicalText);
        const last = first + entries.length - 1;
        const range = {
          scheme: "beitillo",
          station: "beitillo-01",
          chain: station.id,
          first,
          last,
        };
        const jws = signPage({ ...range, sent, entries: texts }, station);
        const page = parsePage(bytesOf(jws), range, chainKeyOf(station));
        const expected = entries.map((value, index) => ({
          seq: value.seq,
          hash: sha256(texts[index] ?? ""),
          text: texts[index],
          entry: { ok: true, value },
        }));
        expect(page).toEqual({ ok: true, value: { sent, entries: expected } });
      }),
      { numRuns: 40 },
    );
  });
});

const sent: Stamp = {
  boot: "0192f0c4-5b1e-7c3a-9d2f-0a1b2c3d4e5f",
  clock: "synced",
  time: utcTime(1_795_335_330_123),
  uptimeMs: 86_400_123,
};

const stamp = fc.record({
  boot: fc.uuid(),
  clock: fc.constantFrom<ClockState[]>("synced", "holdover", "unset"),
  time: fc.integer({ min: 0, max: 4_102_444_800_000 }).map(utcTime),
  uptimeMs: fc.nat(),
});
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
const printable = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map(String.fromCharCode), maxLength });
const bytes = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((raw) => Buffer.from(raw).toString("base64url"));

/** A deposit as any scale and card may bring it about. */
const deposit = fc
  .tuple(
    fc.record({
      card: bytes(16),
      cardProof: fc.constant(null),
      stream: slug,
      grade: fc.constantFrom("A", "B", "C", null),
      capture: fc.constant("scale"),
      attendant: fc.option(bytes(16)),
      slip: fc.option(printable(64)),
      scale: fc.record({
        id: printable(32),
        division: fc.integer({ min: 1, max: 1000 }),
        verified: fc.boolean(),
        samples: fc.integer({ min: 1, max: 1000 }),
        spread: fc.nat(1000),
        calibration: printable(32),
        window: bytes(32),
      }),
    }),
    fc.nat(1_000_000),
    fc.integer({ min: 1, max: 1_000_000 }),
  )
  .map(([rest, tare, net]) => ({ ...rest, gross: tare + net, tare, net }));

const weighing = fc.record({ prev: fc.option(bytes(32)), at: stamp, data: deposit });

function sample(seq: number) {
  return { chain: station.id, seq, prev: null, kind: "deposit", at: sent, data: {} };
}

function canonicalText(value: JsonObject): string {
  const text = canonicalJson(value);
  if (!text.ok) throw new Error(text.problem.detail);
  return text.value;
}
