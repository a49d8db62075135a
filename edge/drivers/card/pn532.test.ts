import { describe, expect, it } from "vitest";
import { ntag424 } from "#simulators/card/ntag424.ts";
import { plainCard, randomUidCard } from "#simulators/card/plain.ts";
import { openPn532 } from "#simulators/reader/pn532.ts";
import { DeviceLost, type SerialPorts } from "../driver.ts";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import { cardIdOf } from "./card-id.ts";
import { pn532, pn532Config } from "./pn532.ts";
import type { Tap } from "./tap.ts";

const cardKey = Buffer.alloc(32, 1);
const idOf = (uid: string) => cardIdOf(cardKey, Buffer.from(uid, "hex"));
const NTAG = "04de5f1eacc040";
const keys = { metaRead: Buffer.alloc(16), fileRead: Buffer.alloc(16) };
const proving = (uid = NTAG) => ntag424({ uid: Buffer.from(uid, "hex"), keys });

const PATH = "/dev/reader";

/** A driver and a chip at the two ends of a line, in a test's own time. */
async function begin() {
  const [fake, timer] = [fakePorts(), fakeTimer()];
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  const ports: SerialPorts = {
    async openSerial(path, options) {
      const line = await fake.openSerial(path, options);
      const write = async (text: string) => {
        for (const listener of listeners) listener(Buffer.from(text, "latin1"));
      };
      return { ...line, write };
    },
  };
  let uptimeMs = 0;
  const tools = { ports, after: timer.after, uptimeMs: () => uptimeMs, cardKey };
  const source = pn532(pn532Config.parse({ kind: "pn532", path: PATH }), tools);
  const reader = await source.open();
  const chip = openPn532({
    write: (bytes) => fake.at(PATH).send(Buffer.from(bytes).toString("latin1")),
    onData(listener) {
      listeners.push(listener);
      return () => {};
    },
  });
  const taps: Tap[] = [];
  const abort = new AbortController();
  const done = (async () => {
    for await (const tap of reader.events(abort.signal)) taps.push(tap);
  })();
  const passes = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      uptimeMs += 50;
      await timer.pass(50);
      for (let turn = 0; turn < 30; turn += 1) await settled();
    }
  };
  const end = async () => {
    abort.abort();
    await passes(200);
    await done;
  };
  await passes(200);
  return { chip, taps, passes, end, done, source, silence: () => listeners.splice(0), fake };
}

describe("pn532", () => {
  it.each(["04a1b2c3", "04a1b2c3d4e5f6", "04a1b2c3d4e5f6a7b8c9"])(
    "names a card of UID %s, once for each time it comes",
    async (uid) => {
      const { chip, taps, passes, end } = await begin();
      chip.hold(plainCard(Buffer.from(uid, "hex")));
      await passes(3000);
      expect(taps).toMatchObject([{ card: idOf(uid), cardProof: null }]);
      chip.takeAway();
      await passes(1500);
      chip.hold(plainCard(Buffer.from(uid, "hex")));
      await passes(500);
      expect(taps).toHaveLength(2);
      await end();
    },
  );

  it("refuses a UID that is made anew each time, and counts it", async () => {
    const { chip, taps, passes, end, source } = await begin();
    const before = source.counts().ignored;
    chip.hold(randomUidCard([1, 2, 3]));
    await passes(1000);
    expect(taps).toEqual([]);
    expect(source.counts().ignored).toBeGreaterThan(before);
    await end();
  });

  it("brings what a card proves itself by, another at each tap", async () => {
    const { chip, taps, passes, end } = await begin();
    const card = proving();
    for (let tap = 0; tap < 2; tap += 1) {
      chip.hold(card);
      await passes(1000);
      chip.takeAway();
      await passes(1500);
    }
    const proof = { type: "ntag424-sun", picc: expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(taps).toMatchObject([{ card: idOf(NTAG), cardProof: proof }, { cardProof: proof }]);
    expect(taps[0]?.cardProof?.cmac).not.toBe(taps[1]?.cardProof?.cmac);
    await end();
  });

  it("brings no half proof, and no tap, of a card that is pulled away while it is read", async () => {
    for (let exchanges = 0; exchanges < 6; exchanges += 1) {
      const { chip, taps, passes, end } = await begin();
      chip.hold(proving());
      chip.pullAfter(exchanges);
      await passes(1000);
      expect(taps.filter(({ cardProof }) => cardProof === null)).toEqual([]);
      chip.hold(proving());
      await passes(1500);
      expect(taps.length).toBeGreaterThanOrEqual(1);
      await end();
    }
  });

  it("goes on after an acknowledgement was lost", async () => {
    const { chip, taps, passes, end } = await begin();
    chip.loseAcks(2);
    chip.hold(plainCard(Buffer.from("04a1b2c3", "hex")));
    await passes(2000);
    expect(taps).toHaveLength(1);
    await end();
  });

  it("is lost when the chip is silent, or the line gone", async () => {
    const one = await begin();
    one.silence();
    const lost = expect(one.done).rejects.toThrow(/went silent/);
    await one.passes(3000);
    await lost;
    const other = await begin();
    const gone = expect(other.done).rejects.toThrow(DeviceLost);
    other.fake.at(PATH).unplug();
    await other.passes(500);
    await gone;
  });
});
