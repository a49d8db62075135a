import { AVRUSART, type CPU, usart0Config } from "avr8js";
import { type Interrupt, sendingInterrupts } from "./insides.ts";

/** The chip's serial port as the wire sees it. */
export type Uart = {
  /** Bits a second as the firmware set them, or null while its receiver is off. */
  baudRate(): number | null;
  /** A whole byte has come in. Lost while the receiver is off, or when the firmware read too slowly. */
  receive(byte: number): void;
};

const { UCSRA, UCSRB, UBRRL, UBRRH, UDR } = usart0Config;
const RXC = 0x80;
const TXC = 0x40;
const UDRE = 0x20;
const DATA_OVERRUN = 0x08;
const DOUBLE_SPEED = 0x02;
const RECEIVER_ON = 0x10;
/** Start, eight data bits, stop. */
const BITS_A_BYTE = 10;
/** Two bytes of buffer, and one that waits in the shift register. */
const RECEIVE_BYTES = 3;

/** @param onSent hears a byte when its stop bit has left the chip */
export function openUart(cpu: CPU, clockHz: number, onSent: (byte: number) => void): Uart {
  const usart = new AVRUSART(cpu, usart0Config, clockHz);
  // "Buffer empty" asks for its interrupt as long as it is so; the package forgets it after the first.
  const { empty, sent } = sendingInterrupts(usart);
  empty.constant = true;
  const cyclesPerBit = () => {
    const divider = ((cpu.data[UBRRH] ?? 0) << 8) + (cpu.data[UBRRL] ?? 0) + 1;
    return divider * ((cpu.data[UCSRA] ?? 0) & DOUBLE_SPEED ? 8 : 16);
  };
  keepFlags(cpu);
  bufferSending({ cpu, empty, sent, byteCycles: () => cyclesPerBit() * BITS_A_BYTE, onSent });
  return {
    baudRate: () => (usart.rxEnable ? clockHz / cyclesPerBit() : null),
    receive: bufferReceiving(cpu, usart),
  };
}

/** A write to UCSRA changes its settings alone; the package wipes the state of the port away with it. */
function keepFlags(cpu: CPU): void {
  const write = cpu.writeHooks[UCSRA];
  cpu.writeHooks[UCSRA] = (value, before, address, mask) => {
    write?.(value, before, address, mask);
    const sent = value & TXC ? 0 : before & TXC;
    cpu.data[UCSRA] = (cpu.data[UCSRA] ?? 0) | (before & (RXC | UDRE | DATA_OVERRUN)) | sent;
    return true;
  };
}

/** The chip has a buffer of several bytes where the package has one, which a write to UCSRB drops. */
function bufferReceiving(cpu: CPU, usart: AVRUSART): (byte: number) => void {
  const waiting: number[] = [];
  const offer = () => {
    const [first] = waiting;
    if (first !== undefined) usart.writeByte(first, true);
  };
  const read = cpu.readHooks[UDR];
  const forget = () => {
    waiting.length = 0;
    read?.(UDR);
  };
  cpu.readHooks[UDR] = (address) => {
    const byte = read?.(address) ?? 0;
    waiting.shift();
    cpu.data[UCSRA] = (cpu.data[UCSRA] ?? 0) & ~DATA_OVERRUN;
    offer();
    return byte;
  };
  const write = cpu.writeHooks[UCSRB];
  cpu.writeHooks[UCSRB] = (value, before, address, mask) => {
    write?.(value, before, address, mask);
    if ((value & RECEIVER_ON) === 0) forget();
    offer();
    return true;
  };
  return (byte) => {
    if (!usart.rxEnable) return;
    if (waiting.length === RECEIVE_BYTES) {
      cpu.data[UCSRA] = (cpu.data[UCSRA] ?? 0) | DATA_OVERRUN;
      return;
    }
    waiting.push(byte);
    if (waiting.length === 1) offer();
  };
}

type Sending = {
  readonly cpu: CPU;
  readonly empty: Interrupt;
  readonly sent: Interrupt;
  readonly byteCycles: () => number;
  readonly onSent: (byte: number) => void;
};

/** The chip takes the next byte while one is on the wire; a byte is heard when it is over. */
function bufferSending({ cpu, empty, sent, byteCycles, onSent }: Sending): void {
  let onWire: number | null = null;
  let next: number | null = null;
  const begin = (byte: number) => {
    onWire = byte;
    cpu.addClockEvent(end, byteCycles());
    cpu.setInterruptFlag(empty);
  };
  const end = () => {
    const byte = onWire;
    onWire = null;
    if (byte !== null) onSent(byte);
    if (next === null) return cpu.setInterruptFlag(sent);
    begin(next);
    next = null;
  };
  cpu.writeHooks[UDR] = (byte) => {
    cpu.clearInterrupt(sent);
    cpu.clearInterrupt(empty);
    if (onWire === null) cpu.addClockEvent(() => begin(byte), 1);
    else next = byte;
    return true;
  };
}
