import { describe, expect, it } from "vitest";
import { readPicc, sunMac, sunSessionKey } from "./sun.ts";

// The examples of NXP's application note AN12196; all keys are zero.
const ZERO = Buffer.alloc(16);
const bytes = (hex: string) => Buffer.from(hex, "hex");
const hex = (of: Uint8Array) => Buffer.from(of).toString("hex").toUpperCase();

describe("an NTAG 424 DNA's message, by AN12196", () => {
  it("says encrypted which card it is, and how often it was read", () => {
    const reading = readPicc(ZERO, bytes("EF963FF7828658A599F3041510671E88"));
    if (reading === null) throw new Error("it is by this key");
    expect([hex(reading.uid), reading.counter]).toEqual(["04DE5F1EACC040", 61]);
    expect(hex(sunSessionKey(ZERO, reading))).toBe("3FB5F6E3A807A03D5E3570ACE393776F");
    expect(hex(sunMac(ZERO, reading))).toBe("94EED9EE65337086");
  });

  it("says so in the open", () => {
    const reading = { uid: bytes("041E3C8A2D6B80"), counter: 0x000006 };
    expect(hex(sunMac(ZERO, reading))).toBe("4B00064004B0B3D3");
  });

  it("has its MAC cover encrypted data of the file too, where it is set so", () => {
    const reading = readPicc(ZERO, bytes("FD91EC264309878BE6345CBE53BADF40"));
    if (reading === null) throw new Error("it is by this key");
    const covered = Buffer.from("CEE9A53E3E463EF1F459635736738962&cmac=", "latin1");
    expect(hex(sunMac(ZERO, reading, covered))).toBe("ECC1E7F6C6C73BF6");
  });
});

describe("readPicc", () => {
  it("knows what was encrypted by another key", () => {
    expect(readPicc(Buffer.alloc(16, 1), bytes("EF963FF7828658A599F3041510671E88"))).toBeNull();
  });

  it("refuses what has not 16 bytes", () => {
    expect(() => readPicc(ZERO, bytes("EF96"))).toThrow(/not PICCData/);
  });
});
