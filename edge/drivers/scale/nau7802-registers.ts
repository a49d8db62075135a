import { type Connection, untilOver } from "../board/connection.ts";
import { askI2c, beginI2c, replyTo, writeI2c } from "../board/i2c.ts";
import { type After, DeviceLost } from "../driver.ts";

/** What is read of a chip that was set up, and has been seen to be still so. */
export type Registers = {
  /** A conversion that nobody has read yet, signed; null: none is ready. @throws DeviceLost */
  conversion(): Promise<number | null>;
  /** The conversion register once more, by another read. @throws DeviceLost */
  again(): Promise<number>;
};

// Source: Nuvoton, NAU7802 data sheet, register description; the Linux driver iio/adc/nau7802.c.
const ADDRESS = 0x2a;
const [PU_CTRL, CTRL1, CTRL2, ADCO_B2, ADC, PGA, POWER, REVISION] = [
  0x00, 0x01, 0x02, 0x12, 0x15, 0x1b, 0x1c, 0x1f,
];
const [RESET, POWERED, READY, CONVERTED] = [0x01, 0x02, 0x08, 0x20];
/** AVDD from the chip's own regulator; cycles started; analog and digital parts powered. */
const RUNNING = 0x96;
/** The regulator at 3.0 V; gain 128. */
const SUPPLY_AND_GAIN = 0x2f;
const TEN_A_SECOND = 0x00;
/** The choppers' clock off, and the capacitor on the other input used: as the data sheet's figures are. */
const [CHOPPER_OFF, CAPACITOR] = [0x30, 0x80];
/** Its own offset and gain are as after a reset: the adjustment holds from one start to the next. */
const OFFSETS_AND_GAINS = [0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0x80, 0, 0] as const;
const I2C_DEFAULTS = 0;

const ANSWER_MS = 500;
const READY_MS = 5;
const MAX_READY_LOOKS = 60;

/** Finds the chip, resets it and sets it up. @throws DeviceLost */
export async function openNau7802(connection: Connection, after: After): Promise<Registers> {
  const { io, path } = connection;
  const read = (register: number, length: number) =>
    readOnce(connection, after, { register, length });
  const write = (register: number, value: number) => writeI2c(io, ADDRESS, [register, value]);
  await connection.settled(); // what was asked before has been answered
  beginI2c(io);
  const [revision = 0] = await read(REVISION, 1);
  if ((revision & 0x0f) !== 0x0f) throw new DeviceLost(`${path}: the chip at 2A is no NAU7802`);
  write(PU_CTRL, RESET);
  write(PU_CTRL, POWERED);
  await untilReady(read, connection, after);
  for (const [register, value] of [
    [CTRL1, SUPPLY_AND_GAIN],
    [CTRL2, TEN_A_SECOND],
    [ADC, CHOPPER_OFF],
    [PGA, 0],
    [POWER, CAPACITOR],
    [PU_CTRL, RUNNING],
  ] as const) {
    write(register, value);
  }
  const changed = () => new DeviceLost(`${path}: the NAU7802 is not as it was set up`);
  return {
    async conversion() {
      const bytes = await read(PU_CTRL, ADCO_B2 + 3);
      const [control = 0, ...rest] = bytes.slice(0, ADCO_B2);
      if ((control & ~CONVERTED) !== (RUNNING | READY) || !isAsSet(rest)) throw changed();
      return (control & CONVERTED) === 0 ? null : signed(bytes.slice(ADCO_B2));
    },
    async again() {
      const bytes = await read(ADCO_B2, REVISION - ADCO_B2 + 1);
      const at = (register: number) => bytes[register - ADCO_B2] ?? 0;
      const isSame = at(ADC) === CHOPPER_OFF && at(PGA) === 0 && at(POWER) === CAPACITOR;
      if (!isSame || (at(REVISION) & 0x0f) !== 0x0f) throw changed();
      return signed(bytes.slice(0, 3));
    },
  };
}

function isAsSet(registers: readonly number[]): boolean {
  const set = [SUPPLY_AND_GAIN, TEN_A_SECOND, ...OFFSETS_AND_GAINS, I2C_DEFAULTS];
  return registers.length === set.length && set.every((value, at) => value === registers[at]);
}

type Read = (register: number, length: number) => Promise<readonly number[]>;

async function untilReady(read: Read, { path }: Connection, after: After): Promise<void> {
  for (let looks = 0; looks < MAX_READY_LOOKS; looks += 1) {
    const [control = 0] = await read(PU_CTRL, 1);
    if ((control & READY) !== 0) return;
    await pause(READY_MS, after);
  }
  throw new DeviceLost(`${path}: the NAU7802 does not power up`);
}

type Wanted = { readonly register: number; readonly length: number };

/** One request at a time. A word of the board about the bus spoils the answer that follows it. */
async function readOnce(connection: Connection, after: After, { register, length }: Wanted) {
  const { io, path } = connection;
  const asked = { address: ADDRESS, register, length };
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const fail = (why: string) => reject(new DeviceLost(`${path}: the NAU7802 ${why}`));
  const onString = (text: string) => {
    if (isOfChip(text)) fail(`does not answer: ${text}`);
  };
  const cancel = after(ANSWER_MS, () => fail("does not answer"));
  let hear = (_bytes: readonly number[]) => {};
  io.on("string", onString);
  try {
    const answered = untilOver<readonly number[]>(connection, (done) => {
      hear = done;
      io.once(replyTo(asked), done);
      askI2c(io, asked);
    });
    const bytes = await Promise.race([answered, failed]);
    if (bytes.length !== length || !bytes.every(isByte))
      throw new DeviceLost(`${path}: a bad answer`);
    return bytes;
  } finally {
    cancel();
    io.removeListener("string", onString);
    io.removeListener(replyTo(asked), hear);
  }
}

/** Our firmware names the address that did not answer; any other word may be about this one. */
function isOfChip(text: string): boolean {
  const [, address = ADDRESS.toString(16)] = /nack ([0-9a-f]{2})/i.exec(text) ?? [];
  return Number.parseInt(address, 16) === ADDRESS;
}

const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 0xff;

/** 24 bits, two's complement, highest first. */
function signed([high = 0, middle = 0, low = 0]: readonly number[]): number {
  const value = (high << 16) | (middle << 8) | low;
  return value >= 0x80_00_00 ? value - 0x1_00_00_00 : value;
}

/** Resolves after so many ms of real time. */
export function pause(delayMs: number, after: After): Promise<void> {
  return new Promise((resolve) => void after(delayMs, resolve));
}
