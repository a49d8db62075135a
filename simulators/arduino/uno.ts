import { EEPROMMemoryBackend } from "avr8js";
import { openAgenda } from "./agenda.ts";
import { type Chip, CLOCK_HZ, type ResetCause, startChip } from "./chip.ts";
import { flashOf } from "./hex.ts";
import { openSockets, type Pins } from "./pins.ts";
import { openSerial, type Serial } from "./serial.ts";
import type { TwiDevice } from "./twi.ts";

export const CYCLES_PER_US = CLOCK_HZ / 1_000_000;
export const CYCLES_PER_MS = CLOCK_HZ / 1000;

/** An Arduino Uno with its power on, in time of its own that goes on only while `run` is called. */
export type Uno = {
  readonly pins: Pins;
  readonly serial: Serial;
  /** Survives resets and loss of power. */
  readonly eeprom: Uint8Array;
  /** 16 cycles are a microsecond. */
  run(cycles: number): void;
  /** Since the simulation began, over all resets. */
  nowUs(): number;
  /** Starts the chip again; "power-on" too takes no power from the devices around it. */
  reset(cause: Exclude<ResetCause, "power-on">): void;
  powerOff(): void;
  powerOn(): void;
  /** Off and on again. */
  powerCycle(): void;
  isPowered(): boolean;
  /** Puts a device on the I2C bus; the answer takes it off. */
  attachTwi(address: number, device: TwiDevice): () => void;
  /** For devices: does it so many microseconds of the board's time later; the answer takes it back. */
  after(us: number, action: () => void): () => void;
  /** For devices that live on the board's 5 V: told when it comes (true) and goes. */
  onPower(listener: (isOn: boolean) => void): void;
};

export type UnoOptions = {
  /**
   * For so long after an external reset the bootloader (Optiboot, as an Uno is sold with: 1000 or so)
   * waits for a new firmware, and what the host sends is lost. It tells the firmware no cause of a reset.
   * None where not given.
   */
  readonly bootloaderMs?: number;
};

/**
 * @param hex the firmware, as an Intel HEX file
 * @throws Error when the file is none
 */
export function openUno(hex: string, { bootloaderMs }: UnoOptions = {}): Uno {
  const flash = flashOf(hex);
  const eeprom = new EEPROMMemoryBackend(1024);
  const agenda = openAgenda();
  const twiDevices = new Map<number, TwiDevice>();
  const powerListeners = new Set<(isOn: boolean) => void>();
  let chip: Chip | null = null;
  let cyclesOff = 0;
  let isRunning = false;
  let pending: ResetCause | "off" | null = null;

  const cycles = () => chip?.cycles() ?? cyclesOff;
  const after = (us: number, action: () => void) =>
    agenda.at(cycles() + Math.max(1, Math.round(us * CYCLES_PER_US)), action);
  const sockets = openSockets(cycles);
  const serial = openSerial(after, () => chip?.uart ?? null);
  const parts = {
    ...{ flash, eeprom, twiDevices, agenda, onSent: serial.hear },
    bootloaderMs: bootloaderMs ?? null,
    onWatchdog: () => request("watchdog"),
  };

  /** In the middle of an instruction the chip cannot be taken away: it is, as soon as that is over. */
  function request(what: ResetCause | "off"): void {
    pending = what;
    agenda.horizon = -1;
    if (!isRunning) settle();
  }
  function settle(): void {
    const what = pending;
    pending = null;
    if (what === null) return;
    const cycle = cycles();
    const wasOn = chip !== null;
    const resetFlags = chip?.resetFlags() ?? 0;
    cyclesOff = cycle;
    chip = what === "off" ? null : startChip(parts, { cycle, cause: what, resetFlags });
    sockets.insert(chip?.ports ?? null);
    if (wasOn !== (chip !== null)) for (const listener of powerListeners) listener(!wasOn);
  }
  function run(count: number): void {
    const end = cycles() + count;
    isRunning = true;
    while (cycles() < end) {
      agenda.plan(end);
      if (chip === null) cyclesOff = agenda.horizon;
      else chip.run();
      settle();
      agenda.doWhatIsDue(cycles());
      settle();
    }
    isRunning = false;
  }

  request("power-on");
  return {
    pins: sockets,
    serial,
    eeprom: eeprom.memory,
    run,
    nowUs: () => cycles() / CYCLES_PER_US,
    reset: (cause) => chip !== null && request(cause),
    powerOff: () => chip !== null && request("off"),
    powerOn: () => chip === null && request("power-on"),
    powerCycle() {
      request("off");
      request("power-on");
    },
    isPowered: () => chip !== null,
    attachTwi(address, device) {
      twiDevices.set(address, device);
      return () => twiDevices.get(address) === device && twiDevices.delete(address);
    },
    after,
    onPower: (listener) => void powerListeners.add(listener),
  };
}
