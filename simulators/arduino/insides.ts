// What avr8js keeps to itself and its workarounds need. TypeScript lets private members be read in brackets.
import type { AVRTimer, AVRUSART, CPU } from "avr8js";

export type Interrupt = Parameters<CPU["setInterruptFlag"]>[0];

/** The cycle of the chip's next event of its own, or undefined when nothing will come. */
export function nextEventCycle(cpu: CPU): number | undefined {
  // biome-ignore lint/complexity/useLiteralKeys: private
  return cpu["nextClockEvent"]?.cycles;
}

export function sendingInterrupts(usart: AVRUSART): {
  readonly empty: Interrupt;
  readonly sent: Interrupt;
} {
  // biome-ignore lint/complexity/useLiteralKeys: private
  return { empty: usart["UDRE"], sent: usart["TXC"] };
}

/** Where a timer stands. */
export type TimerState = {
  readonly count: number;
  readonly countsUp: boolean;
  readonly compareA: number;
  readonly compareB: number;
  /** Cycles a count; 0 while it is stopped. */
  readonly divider: number;
  /** When its counter took the value that it has. */
  readonly lastCycle: number;
  /** Its count or its divider was written, and its next event takes that up. */
  readonly isChanging: boolean;
};

/* biome-ignore-start lint/complexity/useLiteralKeys: private */
export function timerState(timer: AVRTimer): TimerState {
  return {
    count: timer["tcnt"],
    countsUp: timer["countingUp"],
    compareA: timer["ocrA"],
    compareB: timer["ocrB"],
    divider: timer["divider"],
    lastCycle: timer["lastCycle"],
    isChanging: timer["tcntUpdated"] || timer["updateDivider"],
  };
}
/* biome-ignore-end lint/complexity/useLiteralKeys: private */
