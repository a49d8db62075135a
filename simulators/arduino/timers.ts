import { AVRTimer, type CPU, timer0Config, timer1Config, timer2Config } from "avr8js";
import { timerState } from "./insides.ts";

const CONFIGS = [timer0Config, timer1Config, timer2Config];
type Config = (typeof CONFIGS)[number];
/** Waveforms in which the counter goes up and down again, by their numbers, of 8 and of 16 bits. */
const UP_AND_DOWN_8 = new Set([1, 5]);
const UP_AND_DOWN_16 = new Set([1, 2, 3, 8, 9, 10, 11]);

/**
 * The chip's timers. The package would wake each of them at every count; here it is woken at the counts
 * at which something happens, and brought up to date before a register of it is written.
 */
export function joinTimers(cpu: CPU): void {
  const addEvent = cpu.addClockEvent.bind(cpu);
  const timers = new Map<() => void, () => number>();
  cpu.addClockEvent = (callback, cycles) =>
    addEvent(callback, cycles > 0 ? cycles + (timers.get(callback)?.() ?? 0) : cycles);
  for (const config of CONFIGS) {
    const timer = new AVRTimer(cpu, config);
    timers.set(timer.count, () => cyclesToSkip(timer, config));
    for (const register of registersOf(config)) watchRegister(cpu, timer, register);
  }
}

function registersOf(config: Config): number[] {
  const { TCCRA, TCCRB, OCRA, OCRB, TCNT, ICR } = config;
  return [TCCRA, TCCRB, OCRA, OCRB, TCNT, ...(config.bits === 16 ? [ICR] : [])];
}

function watchRegister(cpu: CPU, timer: AVRTimer, register: number): void {
  const write = cpu.writeHooks[register];
  cpu.writeHooks[register] = (value, before, address, mask) => {
    if (!timerState(timer).isChanging) timer.count(false);
    const isDone = write?.(value, before, address, mask) ?? false;
    const { isChanging, divider, lastCycle } = timerState(timer);
    if (!isChanging) cpu.updateClockEvent(timer.count, lastCycle + divider - cpu.cycles);
    return isDone;
  };
}

/** Cycles from the next count to the next of those counts at which something happens. */
function cyclesToSkip(timer: AVRTimer, config: Config): number {
  const state = timerState(timer);
  const shapes = config.bits === 16 ? UP_AND_DOWN_16 : UP_AND_DOWN_8;
  const comesBack = shapes.has(timer.WGM);
  const direction = comesBack && !state.countsUp ? -1 : 1;
  // From 0 not over the end at once: the package would take a whole round for none.
  const wraps = !comesBack && state.count > 0;
  const turn = direction < 0 ? 0 : timer.TOP + (wraps ? 1 : 0);
  const toTurn = (turn - state.count) * direction;
  const toCompare = [state.compareA, state.compareB]
    .map((compare) => (compare - state.count) * direction)
    .filter((counts) => counts > 0);
  return Math.max(0, Math.min(toTurn, ...toCompare) - 1) * state.divider;
}
