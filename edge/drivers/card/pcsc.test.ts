import { describe, expect, it } from "vitest";
import { ntag424 } from "#simulators/card/ntag424.ts";
import { DeviceLost, type SerialLine } from "../driver.ts";
import { fakePorts, fakeTimer, settled } from "../fake.ts";
import type { Command, Programs } from "../programs.ts";
import { cardIdOf } from "./card-id.ts";
import { pcsc, pcscConfig } from "./pcsc.ts";
import type { Tap } from "./tap.ts";

const NAME = "ACS ACR122U 00 00";
const cardKey = Buffer.alloc(32);
const keys = { metaRead: Buffer.alloc(16), fileRead: Buffer.alloc(16) };
const cardState = (state: string, name = NAME) => ` Reader 0: ${name}\n  Card state: ${state}, \n`;

/** What scriptor answers, command by command; null: the card is taken away at that command. */
type Answers = (command: Buffer) => Uint8Array | null;

function begin(answers: Answers, section: object = {}) {
  const [ports, timer] = [fakePorts(), fakeTimer()];
  const started: Command[] = [];
  let uptimeMs = 100;
  const programs: Programs = {
    async open(command) {
      started.push(command);
      const line = await ports.openSerial(command.file, { baudRate: 9600 });
      return command.file === "scriptor" ? answering(line) : line;
    },
  };
  const answering = (line: SerialLine): SerialLine => ({
    ...line,
    async write(text) {
      const answer = answers(Buffer.from(text.trim(), "hex"));
      if (answer === null) ports.at("scriptor").unplug();
      else ports.at("scriptor").send(`> x\n< ${spaced(answer)}: So it is.\n`);
    },
  });
  const tools = { ports, programs, after: timer.after, uptimeMs: () => uptimeMs, cardKey };
  const source = pcsc(pcscConfig.parse({ kind: "pcsc", ...section }), tools);
  const taps: Tap[] = [];
  const abort = new AbortController();
  const listening = (async () => {
    const device = await source.open();
    for await (const tap of device.events(abort.signal)) taps.push(tap);
  })();
  const says = async (text: string, atMs: number) => {
    await settled();
    uptimeMs = atMs;
    ports.at("pcsc_scan").send(text);
    await settled();
    await timer.pass(1000);
  };
  const end = async () => {
    abort.abort();
    await listening;
    return { taps, counts: source.counts(), started };
  };
  return { says, end, listening };
}

/** As scriptor writes bytes: a space after each, a new line after sixteen. */
const spaced = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString("hex")
    .toUpperCase()
    .replaceAll(/../g, "$& ")
    .replaceAll(/(?:.. ){16}/g, "$&\n");

const uid = (hex: string): Answers => {
  return (command) =>
    command[0] === 0xff ? Buffer.from(`${hex}9000`, "hex") : Buffer.from("6a82", "hex");
};

function proving(fails: (nth: number) => boolean): Answers {
  const card = ntag424({ uid: Buffer.from("04de5f1eacc040", "hex"), keys });
  let count = 0;
  return (command) => {
    count += 1;
    if (fails(count)) return null;
    return command[0] === 0xff ? Buffer.from([...card.uid, 0x90, 0]) : card.apdu(command);
  };
}

describe("pcsc", () => {
  it("taps a card that was laid on the reader, whose name goes to scriptor", async () => {
    const { says, end } = begin(uid("deadbeef"));
    await says(cardState("Card inserted"), 100);
    const { taps, counts, started } = await end();
    const card = cardIdOf(cardKey, Buffer.from("deadbeef", "hex"));
    expect(taps).toEqual([{ card, cardProof: null, uptimeMs: 100 }]);
    expect(counts).toEqual({ frames: 1, ignored: 0 });
    expect(started.map(({ file }) => file)).toEqual(["pcsc_scan", "scriptor"]);
    expect(started[1]?.args).toEqual(["-u", "-r", NAME]);
  });

  it("makes one tap of a card that flickers after lying there long", async () => {
    const { says, end } = begin(uid("deadbeef"));
    await says(cardState("Card inserted"), 100);
    await says(cardState("Card removed"), 9000);
    await says(cardState("Card inserted"), 9500);
    await says(cardState("Card removed"), 9600);
    await says(cardState("Card inserted"), 10_600);
    expect((await end()).taps.map(({ uptimeMs }) => uptimeMs)).toEqual([100, 10_600]);
  });

  it("carries the proof of a card that has one", async () => {
    const { says, end } = begin(proving(() => false));
    await says(cardState("Card inserted"), 100);
    expect((await end()).taps).toMatchObject([{ cardProof: { type: "ntag424-sun" } }]);
  });

  it("reads a card again whose proof did not come to its end", async () => {
    const { says, end } = begin(proving((nth) => nth === 5));
    await says(cardState("Card inserted"), 100);
    const { taps } = await end();
    expect(taps).toHaveLength(1);
    expect(taps).toMatchObject([{ cardProof: { type: "ntag424-sun" } }]);
  });

  it("taps nothing where the card was pulled away in the middle", async () => {
    const { says, end } = begin(proving((nth) => nth >= 5));
    await says(cardState("Card inserted"), 100);
    expect(await end()).toMatchObject({ taps: [], counts: { frames: 0, ignored: 1 } });
  });

  it.each([
    ["a UID made at random", "08adbeef"],
    ["a UID of another length", "deadbeefaa"],
  ])("taps nothing for %s", async (_, hex) => {
    const { says, end } = begin(uid(hex));
    await says(cardState("Card inserted"), 100);
    expect(await end()).toMatchObject({ taps: [], counts: { frames: 0, ignored: 1 } });
  });

  it("heeds only the reader that it was told", async () => {
    const { says, end } = begin(uid("deadbeef"), { reader: "ACS" });
    await says(cardState("Card inserted", "Yubikey 4 00 00"), 100);
    expect((await end()).taps).toEqual([]);
  });

  it("says when no reader is there", async () => {
    const { says, listening } = begin(uid("deadbeef"));
    const lost = expect(listening).rejects.toThrow(DeviceLost);
    await says("Waiting for the first reader...", 100);
    await lost;
  });
});
