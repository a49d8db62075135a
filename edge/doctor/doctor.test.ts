import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { SAMPLE_TIME_MS, sampleDeposit, sampleStamp } from "#simulators/gateway/samples.ts";
import { rdm6300Frame } from "#simulators/reader/rdm6300.ts";
import { parseConfig, type StationConfig } from "../config.ts";
import { DeviceLost, type SerialPorts } from "../drivers/driver.ts";
import { fakeTimer, settled } from "../drivers/fake.ts";
import { openData } from "../station.ts";
import { type DoctorParts, examine } from "./doctor.ts";
import type { Finding } from "./finding.ts";
import { portFacts } from "./system.ts";

const log = () => {};
let folder: string;
let config: StationConfig;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qamama-doctor-"));
  const parsed = parseConfig(
    readFileSync("docs/examples/station.toml", "utf8"),
    join(folder, "station.toml"),
  );
  if (!parsed.ok) throw new Error(parsed.problem);
  config = parsed.value;
  writeFileSync(config.cardKeyFile, "0f".repeat(32), { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Far ends that say the same again and again, at one rate; at any other it is noise. */
type Talk = { readonly baudRate: number; readonly says: Uint8Array };
const talk = (text: string, baudRate = 9600): Talk => ({ baudRate, says: Buffer.from(text) });
const scaleAtZero = talk("S S      0.000 kg\r\n");
const NOISE = Buffer.from("\u00e0\u00f8\u00e0\r\n", "latin1");

function portsWith(talks: Readonly<Record<string, Talk | "locked" | null>>): SerialPorts {
  return {
    async openSerial(path, { baudRate }) {
      const found = Object.entries(talks).find(([device]) => path.endsWith(device))?.[1] ?? null;
      if (found === "locked") throw new DeviceLost(`${path}: Cannot lock port`);
      return {
        async *chunks(signal) {
          for (let turn = 0; found !== null && turn < 20 && !signal.aborted; turn += 1) {
            yield baudRate === found.baudRate ? found.says : NOISE;
            await settled();
          }
          const { promise, resolve } = Promise.withResolvers<void>();
          signal.addEventListener("abort", () => resolve(), { once: true });
          if (!signal.aborted) await promise;
        },
        write: async () => {},
        close: async () => {},
      };
    },
  };
}

async function findings(more: Partial<DoctorParts>): Promise<Finding[]> {
  const timer = fakeTimer();
  const found: Finding[] = [];
  const parts: DoctorParts = {
    config,
    clock: { now: () => EpochMs(SAMPLE_TIME_MS), state: () => "synced", uptimeMs: () => 0 },
    ports: portsWith({ scale: scaleAtZero }),
    after: timer.after,
    tap: false,
    say: () => {},
    portFacts: () => ({
      ...{ exists: true, mayOpen: true, group: "dialout", holders: [], present: [] },
    }),
    reach: async () => null,
    ...more,
  };
  let ended = false;
  const all = (async () => {
    for await (const finding of examine(parts)) found.push(finding);
  })().finally(() => (ended = true));
  for (let second = 0; !ended && second < 200; second += 1) await timer.pass(1000);
  await all;
  return found;
}

const of = (about: string, found: readonly Finding[]) =>
  found
    .filter((it) => it.about === about)
    .map(({ level, says }) => `${level} ${says}`)
    .join(" | ");

describe("the doctor", () => {
  it("finds a station sound, but for what nobody has done yet", async () => {
    const found = await findings({});
    expect(of("scale", found)).toBe("ok answers, and shows 0 g.");
    expect(of("reader", found)).toMatch(/^ok can be opened.*--tap/);
    expect(found.filter(({ level }) => level === "fault")).toEqual([]);
    expect(of("keys", found)).toMatch(/^warning there is no key yet/);
    expect(of("broker", found)).toMatch(/^warning this station has not joined/);
  });

  it.each([
    ["at another rate", talk("S S      0.000 kg\r\n", 4800), /^fault it speaks at 4800 bit\/s/],
    [
      "in another language",
      talk("hello\r\n"),
      /^fault what it sends is not understood at any rate/,
    ],
    ["silent", null, /^fault it does not answer/],
    ["in use", "locked" as const, /^fault .*Cannot lock port: another process has it/],
    ["showing a net weight", talk("S S      1.000 lb\r\n"), /^fault it shows another unit/],
  ])("tells a scale that is %s", async (_, scale, words) => {
    expect(of("scale", await findings({ ports: portsWith({ scale }) }))).toMatch(words);
  });

  it("says that a scale is heard badly", async () => {
    const scale = talk("S S      0.000 kg\r\nS S      0.000 kg\r\nnoise\r\n");
    const found = of("scale", await findings({ ports: portsWith({ scale }) }));
    expect(found).toMatch(/^ok .* \| warning \d+ of \d+ frames were broken/);
  });

  const card: Talk = { baudRate: 9600, says: rdm6300Frame("0100A1B2C3") };
  it.each([
    ["that is heard", card, /^ok answers/],
    ["that is not", null, /^fault no card was heard/],
    ["at another rate", { ...card, baudRate: 19_200 }, /^fault it speaks at 19200/],
  ])("waits for a card %s", async (_, reader, words) => {
    const said: string[] = [];
    const ports = portsWith({ scale: scaleAtZero, reader });
    const found = await findings({ ports, tap: true, say: (text) => said.push(text) });
    expect(of("reader", found)).toMatch(words);
    expect(said[0]).toBe("Hold a card to the reader.");
    expect(JSON.stringify(found)).not.toMatch(/0100A1B2C3/i);
  });

  it("leaves a running station its devices and its journal", async () => {
    const { outbox } = openData(config.data, log);
    const opened: string[] = [];
    const ports: SerialPorts = {
      openSerial(path) {
        opened.push(path);
        return Promise.reject(new DeviceLost(path));
      },
    };
    const found = await findings({ ports });
    outbox.close();
    expect(of("scale", found)).toMatch(/^warning not tried: the running station uses/);
    expect(of("outbox", found)).toMatch(/^warning not read: the running station has it/);
    expect(opened).toEqual([]);
  });

  it("reads the journal of one that does not run, and changes nothing", async () => {
    const { outbox } = openData(config.data, log);
    outbox.append({ kind: "deposit", at: sampleStamp(), data: sampleDeposit() });
    outbox.close();
    const before = readFileSync(join(config.data, "outbox.db"));
    const found = await findings({});
    expect(of("outbox", found)).toMatch(/^ok 1 entries wait .* at 1 deposits a day/);
    expect(of("refused", found)).toMatch(/^ok/);
    expect(of("keys", found)).toMatch(/^ok/);
    expect(readFileSync(join(config.data, "outbox.db")).equals(before)).toBe(true);
  });

  it("names files that are broken or open to others", async () => {
    writeFileSync(config.cardKeyFile, "short");
    mkdirSync(config.data);
    writeFileSync(join(config.data, "join.json"), "{");
    writeFileSync(join(config.data, "outbox.db"), "no database ".repeat(100));
    const found = await findings({});
    expect(of("card key", found)).toMatch(/^fault .*not 32 bytes in hex/);
    expect(of("join", found)).toMatch(/^fault .*join.json/);
    expect(of("outbox", found)).toMatch(/^fault cannot be read/);
    writeFileSync(config.cardKeyFile, "0f".repeat(32));
    chmodSync(config.cardKeyFile, 0o644);
    expect(of("card key", await findings({}))).toMatch(/^fault .*chmod go-rwx/);
  });
});

describe("what the system says of a port", () => {
  it("is read from its folders", () => {
    const [byId, etc, proc] = ["by-id", "etc", "proc"].map((name) => join(folder, name));
    if (byId === undefined || etc === undefined || proc === undefined) throw new Error();
    for (const it of [byId, etc, proc]) mkdirSync(it);
    writeFileSync(join(byId, "usb-a"), "");
    const folders = { byId, etc, proc };
    const gone = portFacts(join(folder, "no"), folders);
    expect(gone).toMatchObject({ exists: false, present: [join(byId, "usb-a")] });
    const there = portFacts(join(byId, "usb-a"), folders);
    expect(there).toMatchObject({ exists: true, mayOpen: true, group: null, holders: [] });
  });
});
