import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import { cardIdOf } from "./card-id.ts";
import { rdm6300, rdm6300Config } from "./rdm6300.ts";
import { noFrame, readTags } from "./tag-frames.ts";
import type { Tap } from "./tap.ts";

// Frames of real tags: forum.arduino.cc/t/rdm6300/251993 and hobbycomponents' manual.
const FIRST = "\x0262E3086CED08\x03";
const SECOND = "\x02010063E9AE25\x03";
const hex = (uids: readonly Uint8Array[]) => uids.map((uid) => Buffer.from(uid).toString("hex"));

function read(chunks: readonly (string | [number, string])[]) {
  let state = noFrame;
  const uids: Uint8Array[] = [];
  let [ignored, uptimeMs] = [0, 0];
  for (const chunk of chunks) {
    const [wait, text] = typeof chunk === "string" ? [0, chunk] : chunk;
    uptimeMs += wait;
    const bytes = Buffer.from(text, "latin1");
    const step = readTags(state, { chunk: bytes, uptimeMs, halfFrameMs: 1000, ending: "\x03" });
    state = step.state;
    uids.push(...step.uids);
    ignored += step.ignored;
  }
  return { uids: hex(uids), ignored, state };
}

describe("readTags", () => {
  it.each([
    ["a frame", [FIRST], ["62e3086ced"], 0],
    ["two in a chunk", [FIRST + SECOND], ["62e3086ced", "010063e9ae"], 0],
    ["one over two chunks", [FIRST.slice(0, 5), [999, FIRST.slice(5)]], ["62e3086ced"], 0],
    ["small letters", [FIRST.toLowerCase()], ["62e3086ced"], 0],
    ["a wrong checksum", ["\x0262E3086CED09\x03"], [], 1],
    ["a digit that is none", ["\x0262E3086CXD08\x03"], [], 5],
    ["a lost ETX", [`${FIRST.slice(0, -1)}${SECOND}`], ["010063e9ae"], 1],
    ["an STX in the middle", [`${FIRST.slice(0, 6)}${FIRST}`], ["62e3086ced"], 1],
    ["a begin in the middle", [FIRST.slice(8) + FIRST], ["62e3086ced"], 6],
    ["an early ETX", ["\x0262E3\x03", FIRST], ["62e3086ced"], 1],
    ["a digit too many", ["\x0262E3086CED088\x03"], [], 2],
    [
      "a half frame, then silence, then its other half",
      [FIRST.slice(0, 5), [1000, FIRST.slice(5)]],
      [],
      10,
    ],
    ["noise", ["\xff\x00abc"], [], 5],
  ] as [string, (string | [number, string])[], string[], number][])(
    "%s",
    (_, chunks, uids, ignored) => {
      expect(read(chunks)).toMatchObject({ uids, ignored });
    },
  );

  const uid = fc.uint8Array({ minLength: 5, maxLength: 5 });
  const frameOf = (bytes: Uint8Array) => {
    const sum = bytes.reduce((xor, byte) => xor ^ byte, 0);
    return `\x02${Buffer.from([...bytes, sum])
      .toString("hex")
      .toUpperCase()}\x03`;
  };

  it("reads every tag, whatever noise came before", () => {
    fc.assert(
      fc.property(uid, fc.uint8Array({ maxLength: 40 }), (bytes, noise) => {
        const before = Buffer.from(noise).toString("latin1");
        expect(read([before, frameOf(bytes)]).uids.at(-1)).toBe(Buffer.from(bytes).toString("hex"));
      }),
    );
  });

  it("takes no frame with one flipped bit for another tag", () => {
    fc.assert(
      fc.property(uid, fc.nat(13), fc.nat(7), (bytes, place, bit) => {
        const frame = Buffer.from(frameOf(bytes), "latin1");
        frame[place] = (frame[place] ?? 0) ^ (1 << bit);
        const found = read([frame.toString("latin1")]).uids;
        expect([[], [Buffer.from(bytes).toString("hex")]]).toContainEqual(found);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps no more than one frame, whatever comes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const { state } = read([Buffer.from(bytes).toString("latin1")]);
        expect(state.text?.length ?? 0).toBeLessThanOrEqual(12);
      }),
    );
  });
});

describe("rdm6300", () => {
  const path = "/dev/serial0";
  const cardKey = Buffer.from("00".repeat(32), "hex");
  const cardOf = (uid: string) => cardIdOf(cardKey, Buffer.from(uid, "hex"));
  const [first, second] = [cardOf("62e3086ced"), cardOf("010063e9ae")];

  async function tapsOf(script: readonly [number, string][]) {
    const [ports, timer] = [fakePorts(), fakeTimer()];
    let now = 0;
    const tools = { ports, after: timer.after, uptimeMs: () => now, cardKey };
    const source = rdm6300(rdm6300Config.parse({ kind: "rdm6300", path }), tools);
    const abort = new AbortController();
    const taps: Tap[] = [];
    const device = await source.open();
    const listening = (async () => {
      for await (const tap of device.events(abort.signal)) taps.push(tap);
    })();
    for (const [uptimeMs, text] of script) {
      await settled();
      now = uptimeMs;
      ports.at(path).send(text);
      await settled();
    }
    abort.abort();
    await listening;
    return { taps: taps.map(({ card, uptimeMs }) => [uptimeMs, card]), counts: source.counts() };
  }

  it("makes one tap of a tag that stays, and another after a second of absence", async () => {
    const stays = Array.from({ length: 40 }, (_, i): [number, string] => [i * 50, FIRST]);
    const { taps, counts } = await tapsOf([...stays, [2949, FIRST], [3949, FIRST]]);
    expect(taps).toEqual([
      [0, first],
      [3949, first],
    ]);
    expect(counts).toEqual({ frames: 42, ignored: 0 });
  });

  it("makes two taps of two tags that lie there together, however they alternate", async () => {
    const both = Array.from({ length: 20 }, (_, i): [number, string] => [
      i * 50,
      i % 2 === 0 ? FIRST : SECOND,
    ]);
    expect((await tapsOf(both)).taps).toEqual([
      [0, first],
      [50, second],
    ]);
  });

  it("names cards by a keyed hash, as every station of the scheme does", () => {
    // Reckoned apart: printf '\x62\xe3\x08\x6c\xed' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00..00
    expect(first).toBe("A1wi67GVj-RsFwpcu_kSuQ");
    expect(cardIdOf(Buffer.alloc(32, 1), Buffer.from("62e3086ced", "hex"))).not.toBe(first);
  });

  it("lets no UID out", async () => {
    const { taps } = await tapsOf([[0, FIRST]]);
    expect(JSON.stringify(taps).toLowerCase()).not.toContain("62e3086ced");
  });
});
