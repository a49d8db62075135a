// What avr8js keeps to itself and its workarounds need. TypeScript lets private members be read in brackets.
import type { AVRUSART, CPU } from "avr8js";

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
