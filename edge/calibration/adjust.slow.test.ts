import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attachHx711, type Hx711 } from "#simulators/arduino/hx711.ts";
import { joinPty, runInRealTime, worldPace } from "#simulators/arduino/real-time.ts";
import { openUno } from "#simulators/arduino/uno.ts";
import { openPty, type Pty } from "#simulators/pty/pty.ts";

// A simulated board with our firmware on a pty, and a person who does what the program asks.

let folder: string;
let config: string;
let pty: Pty;
let amplifier: Hx711;
let grams = 0;
let counts: (grams: number) => number;
const ends: (() => void)[] = [];

beforeEach(async () => {
  [grams, counts] = [0, (load) => -31_000 + 17 * load];
  folder = mkdtempSync(join(tmpdir(), "qamama-adjust-"));
  config = join(folder, "station.toml");
  pty = await openPty();
  const uno = openUno(readFileSync("edge/firmware/qamama.hex", "utf8"));
  amplifier = attachHx711(uno, { dout: 11, sck: 12, counts: () => counts(grams) });
  ends.push(joinPty(uno, pty), runInRealTime([uno], worldPace));
  const toml = readFileSync("docs/examples/arduino-bin.toml", "utf8")
    .replace("/dev/serial/by-id/usb-arduino", pty.path)
    .replace('language = "ar"', 'language = "en"');
  writeFileSync(config, toml);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await pty.close();
  rmSync(folder, { recursive: true });
});

type Ended = { readonly status: number | null; readonly printed: string };

function adjust(...more: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["edge/main.ts", "adjust", "--config", config, ...more]);
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    obey(chunk.toString(), child);
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, printed })));
}

function obey(line: string, { stdin }: ChildProcessWithoutNullStreams): void {
  if (!line.includes("then press Enter.")) return;
  grams = Number(/Put on (\d+) g/.exec(line)?.[1] ?? 0);
  stdin.write("\n");
}

describe("station adjust", () => {
  it("says what to write for the counts of a real board", async () => {
    const { status, printed } = await adjust("--weight", "20000");
    expect(printed).toMatch(/zero_counts = -31000\nspan_counts = 309000\nspan_grams = 20000/);
    expect(status).toBe(0);
  }, 40_000);

  it("refuses a cell that does not feel the weight", async () => {
    counts = () => 5000;
    const { status, printed } = await adjust("--weight", "20000");
    expect(printed).toMatch(/not felt: look at the load cell's wires/);
    expect(printed).not.toMatch(/zero_counts/);
    expect(status).toBe(1);
  }, 40_000);

  it("says so when the amplifier is gone", async () => {
    amplifier.unplug();
    const { status, printed } = await adjust("--weight", "20000");
    expect(printed).toMatch(/The load cell cannot be read: it says no-signal/);
    expect(status).toBe(1);
  }, 40_000);

  it.each([
    [[], /adjust needs --weight G/],
    [["--weight", "heavy"], /--weight takes a whole number/],
  ])("needs its weight: %j", async (args, sentence) => {
    const { status, printed } = await adjust(...args);
    expect(printed).toMatch(sentence);
    expect(status).toBe(1);
  });
});
