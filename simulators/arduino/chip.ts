import {
  AVRADC,
  AVRClock,
  AVREEPROM,
  AVRIOPort,
  AVRWatchdog,
  adcConfig,
  avrInstruction,
  CPU,
  type EEPROMBackend,
  eepromConfig,
  portBConfig,
  portCConfig,
  portDConfig,
  watchdogConfig,
} from "avr8js";
import type { Agenda } from "./agenda.ts";
import { nextEventCycle } from "./insides.ts";
import type { ChipPorts } from "./pins.ts";
import { joinTimers } from "./timers.ts";
import { joinTwi, type TwiDevices } from "./twi.ts";
import { openUart, type Uart } from "./uart.ts";

export const CLOCK_HZ = 16_000_000;

/** Why the chip starts, as its register MCUSR tells the firmware. */
export const RESET_FLAGS = { "power-on": 1, external: 2, "brown-out": 4, watchdog: 8 } as const;
export type ResetCause = keyof typeof RESET_FLAGS;

/** An ATmega328P from one reset to the next. */
export type Chip = {
  readonly ports: ChipPorts;
  readonly uart: Uart;
  /** Cycles since the simulation began. */
  cycles(): number;
  /** Its flags of resets so far, which only the firmware and a power-on clear. */
  resetFlags(): number;
  /** Runs up to the agenda's horizon, and over it by the rest of an instruction. */
  run(): void;
};

export type ChipParts = {
  readonly flash: Uint16Array;
  readonly eeprom: EEPROMBackend;
  readonly twiDevices: TwiDevices;
  readonly agenda: Agenda;
  /** Null: none is in the chip, the firmware starts at once. */
  readonly bootloaderMs: number | null;
  readonly onSent: (byte: number) => void;
  readonly onWatchdog: () => void;
};

export type ChipStart = {
  readonly cycle: number;
  readonly cause: ResetCause;
  /** Flags of earlier resets. */
  readonly resetFlags: number;
};

const RAM_BYTES = 2048;
const SLEEP = 0x9588;
const SMCR = 0x53;
const SLEEP_ENABLE = 1;
const { MCUSR, WDTCSR } = watchdogConfig;
const WATCHDOG_CHANGE = 0x18;
const WATCHDOG_ON = 0x08;

export function startChip(parts: ChipParts, start: ChipStart): Chip {
  const cpu = new CPU(parts.flash, RAM_BYTES);
  const ports = {
    portB: new AVRIOPort(cpu, portBConfig),
    portC: new AVRIOPort(cpu, portCConfig),
    portD: new AVRIOPort(cpu, portDConfig),
  };
  joinTimers(cpu);
  new AVREEPROM(cpu, parts.eeprom, eepromConfig);
  new AVRADC(cpu, adcConfig);
  new AVRWatchdog(cpu, watchdogConfig, new AVRClock(cpu, CLOCK_HZ));
  joinTwi(cpu, CLOCK_HZ, parts.twiDevices);
  const uart = openUart(cpu, CLOCK_HZ, parts.onSent);
  cpu.cycles = start.cycle;
  const beginCycle = start.cycle + begin(cpu, start, parts.bootloaderMs);
  cpu.reset = parts.onWatchdog; // which makes a new chip: the package would leave half of the old one
  return {
    ports,
    uart,
    cycles: () => cpu.cycles,
    resetFlags: () => cpu.data[MCUSR] ?? 0,
    run() {
      if (cpu.cycles < beginCycle) cpu.cycles = Math.min(beginCycle, parts.agenda.horizon);
      runTo(cpu, parts.agenda);
    },
  };
}

/** @returns cycles until the firmware starts */
function begin(cpu: CPU, { cause, resetFlags }: ChipStart, bootloaderMs: number | null): number {
  // A bootloader clears the flags and turns the watchdog off. It waits after an external reset alone.
  if (bootloaderMs !== null) return cause === "external" ? (bootloaderMs * CLOCK_HZ) / 1000 : 0;
  const before = cause === "power-on" ? 0 : resetFlags;
  cpu.data[MCUSR] = before | RESET_FLAGS[cause];
  if (cause !== "watchdog") return 0;
  // A watchdog that has bitten stays on, at its shortest time, until the firmware turns it off.
  cpu.writeData(WDTCSR, WATCHDOG_CHANGE);
  cpu.writeData(WDTCSR, WATCHDOG_ON);
  return 0;
}

function runTo(cpu: CPU, agenda: Agenda): void {
  while (cpu.cycles < agenda.horizon) {
    if (isAsleep(cpu) && !sleepTo(cpu, agenda)) return;
    avrInstruction(cpu);
    cpu.tick();
  }
}

const isAsleep = (cpu: CPU) =>
  cpu.progMem[cpu.pc] === SLEEP && ((cpu.data[SMCR] ?? 0) & SLEEP_ENABLE) !== 0;

/**
 * Leaves out the time between two events, until an interrupt wakes the chip or the horizon is reached.
 *
 * @returns whether it is awake
 */
function sleepTo(cpu: CPU, agenda: Agenda): boolean {
  const { pc } = cpu;
  while (cpu.nextInterrupt < 0 && cpu.cycles < agenda.horizon) {
    const next = nextEventCycle(cpu) ?? agenda.horizon;
    cpu.cycles = Math.max(cpu.cycles, Math.min(next, agenda.horizon));
    if (cpu.cycles < next) break;
    cpu.pc = pc + 1; // where the interrupt shall return to, not to sleep again
    cpu.tick();
    if (cpu.pc !== pc + 1) return true;
    cpu.pc = pc;
  }
  return cpu.nextInterrupt >= 0;
}
