// For tests: a whole bin as docs/examples/arduino-bin.toml has it, but for its journal, on a simulated Uno.
import { readFileSync } from "node:fs";
import { vi } from "vitest";
import { assert } from "#contract/assert.ts";
import type { Deposit } from "#contract/deposit.ts";
import { isChain, isHash } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { type Agent, openAgent } from "#edge/agent.ts";
import type { AgentEvent, Journal } from "#edge/agent-ports.ts";
import { parseConfig } from "#edge/config.ts";
import type { SerialPorts } from "#edge/drivers/driver.ts";
import { fakePorts } from "#edge/drivers/fake.ts";
import { devicesOf } from "#edge/drivers/registry.ts";
import { openFront } from "#edge/front/front.ts";
import { agentConfig } from "#edge/station.ts";
import { rdm6300Frame } from "../reader/rdm6300.ts";
import { attachButton, type Button } from "./buttons.ts";
import { attachHx711, type Hx711 } from "./hx711.ts";
import { fakeTimers } from "./johnny-five.fixture.ts";
import { attachLcd, type Lcd } from "./lcd.ts";
import { type Lockstep, lockstep } from "./lockstep.ts";
import { attachNau7802, type Nau7802 } from "./nau7802.ts";
import { attachServo, type Servo } from "./servo.ts";
import { openUno, type Uno } from "./uno.ts";
import { type UsbCable, usbCable } from "./usb-cable.ts";

const BOARD_PATH = "/dev/serial/by-id/usb-arduino";
const READER_PATH = "/dev/serial/by-id/usb-reader";
const [OK_PIN, PLASTIC_PIN] = [6, 3];
export const EMPTY_BIN_GRAMS = 12_000;

export type BinBed = {
  readonly uno: Uno;
  readonly cable: UsbCable;
  readonly time: Lockstep;
  readonly agent: Agent;
  readonly amplifier: Hx711 | null;
  readonly chip: Nau7802 | null;
  readonly lcd: Lcd;
  readonly lid: Servo;
  readonly deposits: readonly Deposit[];
  readonly events: readonly AgentEvent[];
  /** g on the load cell, from the next conversion on. */
  load(grams: number): void;
  tap(): void;
  press(button: "plastic" | "ok"): Promise<void>;
  nowMs(): number;
  close(): Promise<void>;
};

export type BinOptions = {
  readonly hex: string;
  /** As [scale] and [board] say it. */
  readonly amplifier: "hx711" | "nau7802";
  readonly firmware: "qamama" | "standard";
};

/** 20 counts a gram, as the example is adjusted. */
const countsOf = (grams: number): number => Math.round(84_000 + 20 * grams);

const after = (delayMs: number, action: () => void) => {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
};

/** Call `vi.useRealTimers` after it. */
export async function openBin(options: BinOptions): Promise<BinBed> {
  fakeTimers();
  const uno = openUno(options.hex);
  let grams = EMPTY_BIN_GRAMS;
  const counts = () => countsOf(grams);
  const hung = hangOn(uno, options, counts);
  const cable = usbCable(uno, { path: BOARD_PATH });
  const time = lockstep([uno], (ms) => vi.advanceTimersByTimeAsync(ms));
  const reader = fakePorts();
  const ports: SerialPorts = {
    openSerial: (path, line) => (path === BOARD_PATH ? cable : reader).openSerial(path, line),
  };
  const { agent, deposits, events } = openStationOn(options, ports);
  await time.until(() => agent.health().scale.state === "ok");
  return {
    ...{ uno, cable, time, agent, deposits, events, ...hung },
    load: (to) => {
      grams = to;
    },
    tap: () =>
      reader.at(READER_PATH).send(Buffer.from(rdm6300Frame("0100A1B2C3")).toString("latin1")),
    async press(name) {
      const button = name === "ok" ? hung.buttons.ok : hung.buttons.plastic;
      button.press();
      await time.run(150);
      button.release();
      await time.run(50);
    },
    nowMs: () => Date.now(),
    async close() {
      let isClosed = false;
      void agent.close().then(() => {
        isClosed = true;
      });
      await time.until(() => isClosed);
    },
  };
}

type Hung = Pick<BinBed, "amplifier" | "chip" | "lcd" | "lid"> & {
  readonly buttons: { readonly ok: Button; readonly plastic: Button };
};

function hangOn(uno: Uno, { amplifier }: BinOptions, counts: () => number): Hung {
  const isHx711 = amplifier === "hx711";
  return {
    amplifier: isHx711 ? attachHx711(uno, { dout: 11, sck: 12, counts }) : null,
    chip: isHx711 ? null : attachNau7802(uno, { counts }),
    lcd: attachLcd(uno, { columns: 16, rows: 2 }),
    lid: attachServo(uno, 9),
    buttons: { ok: attachButton(uno, OK_PIN), plastic: attachButton(uno, PLASTIC_PIN) },
  };
}

function openStationOn({ amplifier, firmware }: BinOptions, ports: SerialPorts) {
  const toml = readFileSync("docs/examples/arduino-bin.toml", "utf8")
    .replace('kind = "hx711"', `kind = "${amplifier}"`)
    .replace('firmware = "qamama"', `firmware = "${firmware}"`)
    .replace('# on_loss = "open" ', firmware === "standard" ? 'on_loss = "stay" ' : "$&");
  const parsed = parseConfig(toml, "arduino-bin.toml");
  if (!parsed.ok) throw new Error(parsed.problem);
  const config = parsed.value;
  const bootMs = Date.now();
  const uptimeMs = () => Date.now() - bootMs;
  const devices = devicesOf(config.devices, {
    ports,
    after,
    uptimeMs,
    cardKey: new Uint8Array(32),
  });
  if (devices.board === null) throw new Error("the example has a board");
  const deposits: Deposit[] = [];
  const events: AgentEvent[] = [];
  const agent = openAgent({
    devices,
    panel: openFront({ face: devices.board, uptimeMs, lid: config.devices.board?.lid ?? null }),
    outbox: openMemory(),
    rules: () => ({ streams: config.streams, blocked: new Set(), currency: config.currency }),
    clock: {
      boot: "0192f0c4-0000-7000-8000-000000000000",
      now: () => EpochMs(Date.UTC(2026, 10, 22) + uptimeMs()),
      uptimeMs,
      state: () => "synced",
      learn() {},
    },
    config: agentConfig(config),
    after,
    log: () => {},
    onEvent(event) {
      events.push(event);
      if (event.kind === "appended") deposits.push(event.deposit);
    },
  });
  return { agent, deposits, events };
}

/** A journal that forgets nothing while it runs. */
function openMemory(): Journal {
  const standing = new Map<string, string>();
  const [chain, hash] = ["Z".repeat(22), "A".repeat(43)];
  assert(isChain(chain) && isHash(hash), "names under the contract");
  let seq = 0;
  return {
    append(entry) {
      seq += 1;
      for (const [name, value] of Object.entries(entry.sets ?? {})) standing.set(name, value);
      return { chain, seq, hash };
    },
    lastBalance: () => null,
    standing: (name) => standing.get(name) ?? null,
  };
}

/** A bag falls in: it swings for a while before it lies. */
export async function dropIn(bed: BinBed, toGrams: number): Promise<void> {
  for (let swing = 8; swing > 0; swing -= 1) {
    bed.load(toGrams + swing * (swing % 2 === 0 ? 90 : -110));
    await bed.time.run(60);
  }
  bed.load(toGrams);
}

/** A visit up to where the bag can be thrown in. */
export async function comeWithPlastic(bed: BinBed): Promise<void> {
  bed.tap();
  await bed.time.run(300);
  await bed.press("plastic");
  await bed.time.until(() => bed.lcd.lines()[0]?.trim() === "Throw it in");
}

/** The rest of it. */
export async function confirm(bed: BinBed): Promise<void> {
  const before = bed.deposits.length;
  await bed.time.until(() => bed.lcd.lines()[0]?.trim() === "OK or cancel?");
  await bed.press("ok");
  await bed.time.until(() => bed.deposits.length > before);
}
