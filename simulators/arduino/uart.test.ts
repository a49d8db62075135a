import { CPU, usart0Config } from "avr8js";
import { describe, expect, it } from "vitest";
import { CLOCK_HZ } from "./chip.ts";
import { openUart } from "./uart.ts";

const { UCSRA, UCSRB, UBRRL, UDR } = usart0Config;
const ON = 0x18;
const DOUBLE_SPEED = 0x02;
const RECEIVED = 0x80;
const EMPTY = 0x20;
const OVERRUN = 0x08;
const BYTE_CYCLES = 17 * 8 * 10;

function openPort() {
  const cpu = new CPU(new Uint16Array(16), 2048);
  const sent: [number, number][] = [];
  const uart = openUart(cpu, CLOCK_HZ, (byte) => sent.push([byte, cpu.cycles]));
  cpu.writeData(UCSRA, DOUBLE_SPEED);
  cpu.writeData(UBRRL, 16);
  cpu.writeData(UCSRB, ON);
  const run = (cycles: number) => {
    for (let count = 0; count < cycles; count++) {
      cpu.cycles++;
      cpu.tick();
    }
  };
  const has = (flag: number) => ((cpu.data[UCSRA] ?? 0) & flag) !== 0;
  return { cpu, uart, sent, run, has, read: () => cpu.readData(UDR) };
}

describe("the chip's serial port", () => {
  it("keeps three bytes, and loses what comes before one was read", () => {
    const { uart, read, has } = openPort();
    for (const byte of [1, 2, 3]) uart.receive(byte);
    expect(has(OVERRUN)).toBe(false);
    uart.receive(4);
    expect(has(OVERRUN)).toBe(true);
    const bytes: number[] = [];
    while (has(RECEIVED)) bytes.push(read());
    expect(bytes).toEqual([1, 2, 3]);
    expect(has(OVERRUN)).toBe(false);
  });

  it("keeps what it received while its settings are written", () => {
    const { cpu, uart, read, has } = openPort();
    uart.receive(7);
    cpu.writeData(UCSRB, ON | 0x20);
    cpu.writeData(UCSRA, DOUBLE_SPEED);
    expect(has(RECEIVED)).toBe(true);
    expect(has(EMPTY)).toBe(true);
    expect(read()).toBe(7);
  });

  it("hears nothing while its receiver is off, and forgets what it had", () => {
    const { cpu, uart, has } = openPort();
    uart.receive(7);
    cpu.writeData(UCSRB, 0);
    uart.receive(8);
    cpu.writeData(UCSRB, ON);
    expect(has(RECEIVED)).toBe(false);
    expect(uart.baudRate()).toBeCloseTo(CLOCK_HZ / (17 * 8), 6);
  });

  it("takes a second byte while it sends the first, and sends them without a gap", () => {
    const { cpu, sent, run, has } = openPort();
    cpu.writeData(UDR, 1);
    expect(has(EMPTY)).toBe(false);
    run(2);
    expect(has(EMPTY)).toBe(true);
    cpu.writeData(UDR, 2);
    run(100);
    expect(has(EMPTY)).toBe(false);
    run(3 * BYTE_CYCLES);
    expect(has(EMPTY)).toBe(true);
    expect(sent).toEqual([
      [1, 1 + BYTE_CYCLES],
      [2, 1 + 2 * BYTE_CYCLES],
    ]);
  });
});
