import {
  AVRIOPort,
  AVRTimer,
  CPU,
  portBConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
} from "avr8js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinTimers } from "./timers.ts";

const CONFIGS = [timer0Config, timer1Config, timer2Config];
const DDRB = 0x24;
const DDRD = 0x2a;

type Act = { readonly register: number; readonly value: number; readonly cycles: number };

/** Registers that firmware writes, 16-bit ones by their high byte first. */
const act: fc.Arbitrary<Act> = fc.record({
  register: fc.constantFrom(
    ...CONFIGS.flatMap(({ TCCRA, TCCRB, OCRA, OCRB, TCNT }) => [TCCRA, TCCRB, OCRA, OCRB, TCNT]),
    ...[timer1Config.OCRA, timer1Config.OCRB, timer1Config.ICR, timer1Config.TCNT].flatMap(
      (low) => [low + 1, low],
    ),
  ),
  value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 3, 8, 0x0a, 0x19, 0x82, 0xa3, 0xff)),
  cycles: fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 6000 })),
});

/** Flags, counts and pins after each act. */
function lifeOf(acts: readonly Act[], join: (cpu: CPU) => void): unknown[] {
  const cpu = new CPU(new Uint16Array(16), 2048);
  const ports = [new AVRIOPort(cpu, portBConfig), new AVRIOPort(cpu, portDConfig)];
  /** At the end of a cycle: two timers may change pins in one, in any order. */
  const changes = new Map<string, number>();
  for (const [index, port] of ports.entries()) {
    port.addListener((pins) => changes.set(`${index} ${cpu.cycles}`, pins));
  }
  join(cpu);
  cpu.writeData(DDRB, 0xff);
  cpu.writeData(DDRD, 0xff);
  const seen: unknown[] = [];
  for (const { register, value, cycles } of acts) {
    cpu.writeData(register, value);
    for (let count = 0; count < cycles; count++) {
      cpu.cycles++;
      for (let again = 0; again < 4; again++) cpu.tick();
    }
    seen.push(CONFIGS.map(({ TIFR, TCNT }) => [cpu.data[TIFR], cpu.readData(TCNT)]));
    for (const { TIFR } of CONFIGS) cpu.writeData(TIFR, 0xff);
  }
  return [seen, [...changes].sort()];
}

const packages = (cpu: CPU) => void CONFIGS.map((config) => new AVRTimer(cpu, config));

describe("timers that sleep between two happenings", () => {
  it("live as those that are woken at every count", () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 4, maxLength: 60, size: "max" }), (acts) => {
        expect(lifeOf(acts, joinTimers)).toEqual(lifeOf(acts, packages));
      }),
      { numRuns: 200 },
    );
  });
});
