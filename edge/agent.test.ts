import { describe, expect, it } from "vitest";
import { deposit } from "#contract/deposit.ts";
import { sha256 } from "#contract/hash.ts";
import type { CardId, Chain, UtcTime } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";
import { ok } from "#contract/result.ts";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import { openAgent } from "./agent.ts";
import type { AgentEvent, AgentParts, Journal, StationRules } from "./agent-ports.ts";
import { cardIdOf } from "./drivers/card/card-id.ts";
import { fakePorts, fakeTimer, settled } from "./drivers/fake.ts";
import { devicesOf, keypadSection, readerSection, scaleSection } from "./drivers/registry.ts";
import { OutboxFull } from "./outbox/database.ts";
import { openConsolePanel } from "./panel/console.ts";
import { sessionConfig } from "./session/config.ts";
import { openVisits } from "./visits/visits.ts";
import { weighingBy, weighingConfig } from "./weighing/config.ts";

const [SCALE, READER, KEYPAD] = ["/dev/scale", "/dev/reader", "/dev/keypad"] as const;
const TAG = "\x0262E3086CED08\x03";
const cardKey = Buffer.alloc(32);
const card = cardIdOf(cardKey, Buffer.from("62e3086ced", "hex"));
const MIDNIGHT = Date.UTC(2026, 10, 22);

const scale = scaleSection.parse({
  kind: "mt-sics",
  path: SCALE,
  id: "platform-1",
  division: 10,
  max_grams: 60_000,
  verified_until: "2027-09-01",
  calibration: "2026-09-01",
});

const section = weighingConfig.parse({});
type Appended = Parameters<Journal["append"]>[0];

/** A station whose devices, time and disk a test has in its hands. */
async function begin(change: { session?: object; blocked?: CardId; balance?: number } = {}) {
  const [ports, timer] = [fakePorts(), fakeTimer()];
  const [entries, lines, log, events]: [Appended[], string[], string[], AgentEvent[]] = [
    [],
    [],
    [],
    [],
  ];
  let uptimeMs = 0;
  let disk: Error | null = null;
  const tools = { ports, after: timer.after, uptimeMs: () => uptimeMs, cardKey };
  const rules: StationRules = {
    streams: [
      {
        stream: "plastic",
        label: { ar: "بلاستيك", en: "Plastic" },
        ratePerKg: MinorUnits(40),
        minGrams: scale.instrument.division,
        maxGrams: scale.instrument.max,
        attendedOnly: false,
      },
    ],
    blocked: new Set(change.blocked === undefined ? [] : [change.blocked]),
    currency: { code: "QAM", minorUnits: 2 },
  };
  const parts: AgentParts = {
    devices: devicesOf(
      {
        scale,
        reader: readerSection.parse({ kind: "rdm6300", path: READER }),
        keypad: keypadSection.parse({ kind: "serial-keypad", path: KEYPAD }),
        board: null,
      },
      tools,
    ),
    panel: openConsolePanel((line) => lines.push(line), ["en"]),
    outbox: {
      append(entry) {
        if (disk !== null) throw disk;
        entries.push(entry);
        const hash = sha256(JSON.stringify(entry));
        return { chain: "c".repeat(22) as Chain, seq: entries.length, hash };
      },
      standing: () => null,
      lastBalance: () =>
        change.balance === undefined
          ? null
          : {
              balance: MinorUnits(change.balance),
              owed: MinorUnits(0),
              at: "2026-11-21T00:00:00.000Z" as UtcTime,
            },
    },
    rules: () => rules,
    clock: {
      boot: "0192f0c4-0000-7000-8000-000000000000",
      now: () => EpochMs(MIDNIGHT + uptimeMs),
      uptimeMs: () => uptimeMs + 0.25,
      state: () => "synced",
      learn() {},
    },
    config: {
      instrument: scale.instrument,
      weighing: weighingBy(scale.instrument, section),
      emptyBin: section.emptyBin,
      session: sessionConfig.parse(change.session ?? {}),
      containers: new Map(),
    },
    after: timer.after,
    log: (level, message) => log.push(`${level} ${message}`),
    onEvent: (event) => events.push(event),
  };
  const agent = openAgent(parts);
  await settled();

  const heard = async (path: string, text: string) => {
    ports.at(path).send(text);
    await settled();
  };
  /** So many ms of village time in a tenth of it in real time, with a reading each 100 ms. */
  const weighs = async (frame: string, ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      uptimeMs += 100;
      await heard(SCALE, `${frame}\r\n`);
      await timer.pass(10);
    }
  };
  const waits = async (ms: number) => {
    uptimeMs += ms;
    await timer.pass(100);
  };
  const says = () => lines.at(-1);
  const breaks = (error: Error | null) => {
    disk = error;
  };
  return {
    agent,
    parts,
    ports,
    timer,
    entries,
    lines,
    log,
    events,
    heard,
    weighs,
    waits,
    says,
    breaks,
  };
}

const ZERO = "S S      0.000 kg";
const BAG = "S S      4.680 kg";

type Station = Awaited<ReturnType<typeof begin>>;
async function handIn({ heard, weighs }: Station) {
  await weighs(ZERO, 500);
  await heard(READER, TAG);
  await heard(KEYPAD, "1");
  await weighs("S D      2.000 kg", 300);
  await weighs(BAG, 1600);
  await heard(KEYPAD, "\r");
  await weighs(BAG, 100);
}

describe("openAgent", () => {
  it("makes an entry of a tap, a key, a weight and a confirmation, from the bytes on", async () => {
    const station = await begin();
    expect(station.says()).toBe("Tap your card");
    await handIn(station);
    const [entry] = station.entries;
    expect(station.entries).toHaveLength(1);
    expect(entry).toMatchObject({ kind: "deposit", at: { clock: "synced", uptimeMs: 2500 } });
    expect(entry?.at.time).toBe("2026-11-22T00:00:02.500Z");
    expect(deposit.parse(entry?.data)).toMatchObject({ card, stream: "plastic", net: 4680 });
    expect(entry?.data).toMatchObject({ scale: { verified: true, samples: 16, spread: 0 } });
    expect(Buffer.from(entry?.window ?? []).toString()).toBe(`${BAG}\r\n`.repeat(16));
    expect(station.says()).toBe(
      "Recorded: Plastic 4.680 kg | credit follows | Take the bag off the scale",
    );
    expect(station.events.map(({ kind }) => kind)).toEqual([
      "device",
      "device",
      "device",
      "appended",
    ]);
    await station.agent.close();
  });

  it("shows the receipt of the bag that was just handed in", async () => {
    const station = await begin();
    await handIn(station);
    const [appended] = station.events.filter((event) => event.kind === "appended");
    const outcome: Outcome = {
      seq: 1,
      hash: appended?.entry.hash ?? null,
      outcome: "posted",
      repeat: false,
      reasons: [],
      credited: MinorUnits(187),
      points: null,
      balance: MinorUnits(9154),
      owed: MinorUnits(0),
    };
    if (appended !== undefined) station.agent.receipted(outcome, appended.entry);
    expect(station.says()).toContain("Credit 1.87 QAM, your balance 91.54 QAM");
    await station.agent.close();
  });

  it("shows what the card held when the gateway last said so, and whether it is blocked", async () => {
    const station = await begin({ balance: 1234, blocked: card });
    await station.heard(READER, TAG);
    expect(station.says()).toContain("Your balance: 12.34 QAM · as of yesterday");
    expect(station.says()).toContain("This card is blocked");
    await handIn(station);
    expect(station.entries).toHaveLength(1);
    await station.agent.close();
  });

  it("is quiet between visits", async () => {
    const { agent, heard, waits } = await begin();
    expect(agent.quiet()).toBe(true);
    await heard(READER, TAG);
    expect(agent.quiet()).toBe(false);
    await waits(30_000);
    await waits(4000);
    expect(agent.quiet()).toBe(true);
    await agent.close();
  });

  it("says that nothing was recorded when the disk is full, and records when it is not any more", async () => {
    const station = await begin();
    station.breaks(new OutboxFull("the disk is full"));
    await handIn(station);
    expect(station.entries).toEqual([]);
    expect(station.says()).toMatch(/^Nothing was recorded/);
    expect(station.log.at(-1)).toBe("alarm nothing was recorded: the disk is full");
    station.breaks(null);
    await station.heard(KEYPAD, "\r");
    await station.weighs(BAG, 100);
    await station.heard(KEYPAD, "\r");
    await station.weighs(BAG, 100);
    expect(station.entries).toHaveLength(1);
    await station.agent.close();
  });

  it("opens a lost scale again, and takes no weight of before for one of now", async () => {
    const { agent, ports, timer, entries, heard, weighs, says, log } = await begin({
      session: { stream: "plastic" },
    });
    await weighs(ZERO, 500);
    await heard(READER, TAG);
    await weighs(BAG, 1600);
    ports.at(SCALE).unplug();
    await settled();
    await heard(KEYPAD, "\r");
    expect(says()).toContain("The scale is not connected");
    expect(agent.health().scale.state).toBe("lost");
    await timer.pass(500);
    expect(ports.opened.get(SCALE)).toBe(2);
    await weighs(BAG, 1000);
    expect(entries).toEqual([]);
    expect(log.filter((line) => line.startsWith("alarm"))).toEqual([
      "alarm scale lost /dev/scale: unplugged",
    ]);
    await weighs(BAG, 600);
    await heard(KEYPAD, "\r");
    await weighs(BAG, 100);
    expect(entries).toHaveLength(1);
    await agent.close();
  });

  it("reports how its devices are, and what they sent that nobody understood", async () => {
    const { agent, heard, weighs } = await begin();
    await weighs("S S     -0.005 kg", 300);
    await heard(SCALE, "\xff\xfe\r\n");
    await heard(READER, `x${TAG}`);
    expect(agent.health()).toEqual({
      scale: { state: "ok", zeroDriftGrams: -5, frames: 3, ignored: 1 },
      reader: { state: "ok", frames: 1, ignored: 1 },
    });
    await heard(SCALE, "S +\r\n");
    expect(agent.health().scale.state).toBe("overload");
    await agent.close();
  });

  it("lets a failure that leaves the journal in doubt end it", async () => {
    const station = await begin();
    await station.agent.close();
    station.breaks(new Error("input/output error"));
    const visits = openVisits(station.parts);
    const weighs = (grams: number, from: number) => {
      for (let at = from; at <= from + 1500; at += 100) {
        const reading = ok({ gross: Grams(grams), stable: true });
        visits.sample({ uptimeMs: at, frame: "", reading });
      }
    };
    weighs(0, 0);
    visits.tap({ card, cardProof: null, uptimeMs: 1600 });
    visits.press({ key: { kind: "choose", number: 1 }, uptimeMs: 1700 });
    weighs(4680, 1800);
    visits.press({ key: { kind: "confirm" }, uptimeMs: 3400 });
    expect(() => weighs(4680, 3500)).toThrow("input/output error");
  });
});
