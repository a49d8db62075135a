import { describe, expect, it } from "vitest";
import { sunOf } from "./ndef-sun.ts";

const names = { picc: "picc", cmac: "cmac" };
const PICC = "EF963FF7828658A599F3041510671E88"; // of AN12196
const CMAC = "94EED9EE65337086";

/** Length, one short record of type U, prefix https. */
function fileOf(address: string, change: (file: Buffer) => void = () => {}): Buffer {
  const payload = Buffer.from(`\x04${address}`, "latin1");
  const record = Buffer.concat([Buffer.of(0xd1, 1, payload.length, 0x55), payload]);
  const file = Buffer.concat([Buffer.of(record.length >> 8, record.length & 0xff), record]);
  change(file);
  return file;
}

describe("sunOf", () => {
  it("finds picc and cmac in the address, in any order, among others", () => {
    const proof = { type: "ntag424-sun", picc: PICC.toLowerCase(), cmac: CMAC.toLowerCase() };
    expect(sunOf(fileOf(`x.example/?picc=${PICC}&cmac=${CMAC}`), names)).toEqual(proof);
    expect(sunOf(fileOf(`x.example/t?a=1&cmac=${CMAC}&picc=${PICC}`), names)).toEqual(proof);
    const others = { picc: "e", cmac: "c" };
    expect(sunOf(fileOf(`x.example/?e=${PICC}&c=${CMAC}`), others)).toEqual(proof);
  });

  it.each([
    ["an address without them", fileOf("x.example/")],
    ["one of them only", fileOf(`x.example/?picc=${PICC}`)],
    ["a shorter one", fileOf(`x.example/?picc=${PICC}&cmac=${CMAC.slice(1)}`)],
    ["a letter that is no digit", fileOf(`x.example/?picc=${PICC}&cmac=Z${CMAC.slice(1)}`)],
    ["text", fileOf(`x.example/?picc=${PICC}&cmac=${CMAC}`, (file) => file.writeUInt8(0x54, 5))],
    ["a file that is cut", fileOf(`x.example/?picc=${PICC}&cmac=${CMAC}`).subarray(0, 60)],
    ["an empty file", Buffer.alloc(2)],
    ["nothing", Buffer.alloc(0)],
  ])("finds nothing in %s", (_, file) => {
    expect(sunOf(file, names)).toBeNull();
  });
});
