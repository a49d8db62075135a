import { type AVRIOPort, PinState } from "avr8js";

/** Told a pin's new level and the cycle at which it came. */
export type PinListener = (level: boolean, cycle: number) => void;

/** The pins of an Uno by their numbers: D0 to D13, then A0 to A5 as 14 to 19. */
export type Pins = {
  /** Connects a voltage from outside; an output of the chip is stronger. */
  drive(pin: number, level: boolean): void;
  /** Takes that voltage away: a pull-up makes the pin high, else it floats, which is low here. */
  release(pin: number): void;
  level(pin: number): boolean;
  /** What the firmware made of the pin. */
  mode(pin: number): "output" | "input" | "pull-up";
  /** @returns a function that ends the watching */
  watch(pin: number, listener: PinListener): () => void;
};

/** The sockets of the board: what is plugged into them stays there while the chip starts again. */
export type Sockets = Pins & { insert(chip: ChipPorts | null): void };
export type ChipPorts = {
  readonly portB: AVRIOPort;
  readonly portC: AVRIOPort;
  readonly portD: AVRIOPort;
};

const PINS = 20;
const FIRST_OF_B = 8;
const FIRST_OF_C = 14;

export function openSockets(cycle: () => number): Sockets {
  let chip: ChipPorts | null = null;
  const driven = new Map<number, boolean>();
  const levels = new Array<boolean>(PINS).fill(false);
  const listeners = Array.from({ length: PINS }, () => new Set<PinListener>());

  const stateOf = (pin: number) => (chip === null ? PinState.Input : pinStateOf(chip, pin));
  function refresh(pin: number): void {
    const state = stateOf(pin);
    const outside = driven.get(pin) ?? state === PinState.InputPullUp;
    if (state > PinState.High && chip !== null) setInput(chip, pin, outside);
    const level = state > PinState.High ? outside : state === PinState.High;
    if (levels[pin] === level) return;
    levels[pin] = level;
    for (const listener of listeners[pin] ?? []) listener(level, cycle());
  }
  const refreshAll = (first: number, count: number) => {
    for (let pin = first; pin < first + count; pin++) refresh(pin);
  };

  return {
    drive(pin, level) {
      driven.set(pin, level);
      refresh(pin);
    },
    release(pin) {
      driven.delete(pin);
      refresh(pin);
    },
    level: (pin) => levels[pin] === true,
    mode: (pin) => modeOf(stateOf(pin)),
    watch(pin, listener) {
      listeners[pin]?.add(listener);
      return () => listeners[pin]?.delete(listener);
    },
    insert(next) {
      chip = next;
      next?.portD.addListener(() => next === chip && refreshAll(0, 8));
      next?.portB.addListener(() => next === chip && refreshAll(FIRST_OF_B, 6));
      next?.portC.addListener(() => next === chip && refreshAll(FIRST_OF_C, 6));
      refreshAll(0, PINS);
    },
  };
}

function modeOf(state: PinState): "output" | "input" | "pull-up" {
  if (state === PinState.Input) return "input";
  return state === PinState.InputPullUp ? "pull-up" : "output";
}

function pinStateOf(chip: ChipPorts, pin: number): PinState {
  if (pin < FIRST_OF_B) return chip.portD.pinState(pin);
  if (pin < FIRST_OF_C) return chip.portB.pinState(pin - FIRST_OF_B);
  return chip.portC.pinState(pin - FIRST_OF_C);
}

function setInput(chip: ChipPorts, pin: number, level: boolean): void {
  if (pin < FIRST_OF_B) chip.portD.setPin(pin, level);
  else if (pin < FIRST_OF_C) chip.portB.setPin(pin - FIRST_OF_B, level);
  else chip.portC.setPin(pin - FIRST_OF_C, level);
}
