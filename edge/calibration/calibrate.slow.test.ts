import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPty, type Pty } from "#simulators/pty/pty.ts";
import { openScale } from "#simulators/scale/far-end.ts";
import { mtSicsScale } from "#simulators/scale/mt-sics.ts";
import { openOutbox } from "../outbox/outbox.ts";

// A simulated scale on a pty, and a person who does what the program asks.

let folder: string;
let config: string;
let pty: Pty;
let scale: { close(): void };
let load = 0;
/** What the scale makes of a load. */
let errs: (grams: number) => number;

beforeEach(async () => {
  [load, errs] = [0, (grams) => grams];
  folder = mkdtempSync(join(tmpdir(), "qamama-calibrate-"));
  config = join(folder, "station.toml");
  pty = await openPty();
  const toml = readFileSync("docs/examples/station.toml", "utf8")
    .replace("/dev/serial/by-id/usb-scale", pty.path)
    .replace('language = "ar"', 'language = "en"');
  writeFileSync(config, toml);
  const clock = { rate: () => 1 };
  scale = openScale(pty, { machine: mtSicsScale, platform: { feel: () => errs(load) }, clock });
});
afterEach(async () => {
  scale.close();
  await pty.close();
  rmSync(folder, { recursive: true });
});

type Ended = { readonly status: number | null; readonly printed: string };

function calibrate(...more: string[]): Promise<Ended> {
  const args = ["edge/main.ts", "calibrate", "--config", config, ...more];
  const child = spawn(process.execPath, args);
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    for (const line of chunk.toString().split("\n")) obey(line, child);
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, printed })));
}

function obey(line: string, { stdin }: ChildProcessWithoutNullStreams): void {
  if (!line.endsWith("press Enter.") && !line.includes("then press Enter:")) return;
  load = Number(/^Put on (\d+) g/.exec(line)?.[1] ?? 0);
  stdin.write("\n");
}

function journal() {
  const database = new DatabaseSync(join(folder, "beitillo-01", "outbox.db"));
  const rows = database.prepare("SELECT text FROM entry ORDER BY seq").all();
  const standing = database.prepare("SELECT name, value FROM standing").all();
  database.close();
  return { entries: rows.map(({ text }) => JSON.parse(String(text))), standing };
}

describe("station calibrate", () => {
  it("writes what it found of a scale that is right, and makes it the calibration", async () => {
    const { status, printed } = await calibrate(
      ...["--weights", "20000", "--yes", "--id", "check 7", "--by", "amal"],
    );
    expect([status, printed]).toEqual([0, expect.stringContaining("Calibration check 7 is in")]);
    const { entries, standing } = journal();
    expect(entries).toMatchObject([
      { kind: "calibration", data: { id: "check 7", by: "amal", weights: [{ weight: 20_000 }] } },
    ]);
    expect(standing).toEqual([{ name: "calibration.platform-1", value: "check 7" }]);
  }, 60_000);

  it("writes nothing of one that is wrong, and says what is", async () => {
    errs = (grams) => grams * 1.01;
    const { status, printed } = await calibrate("--weights", "20000", "--yes");
    expect([status, printed]).toEqual([1, expect.stringContaining("It is wrong at 20000 g")]);
    expect(printed).toMatch(/Nothing was written/);
    expect(journal()).toEqual({ entries: [], standing: [] });
  }, 60_000);

  it("says that the station runs, and leaves the scale alone", async () => {
    await calibrate("--weights", "none");
    const outbox = openOutbox(join(folder, "beitillo-01", "outbox.db"));
    const { status, printed } = await calibrate("--weights", "20000", "--yes");
    outbox.close();
    expect([status, printed]).toEqual([1, expect.stringMatching(/already running/)]);
  }, 60_000);
});
