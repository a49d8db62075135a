import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPty, type Pty } from "#simulators/pty/pty.ts";
import { serialPorts } from "../drivers/serial.ts";

let folder: string;
let ptys: Pty[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "qamama-record-"));
  ptys = await Promise.all(["scale", "reader", "keypad"].map(() => openPty()));
  const toml = ["scale", "reader", "keypad"].reduce(
    (text, device, index) =>
      text.replace(`/dev/serial/by-id/usb-${device}`, ptys[index]?.path ?? ""),
    readFileSync("docs/examples/station.toml", "utf8"),
  );
  writeFileSync(join(folder, "station.toml"), toml);
  writeFileSync(join(folder, "card.key"), "0f".repeat(32), { mode: 0o600 });
});
afterEach(async () => {
  await Promise.all(ptys.map((pty) => pty.close()));
  rmSync(folder, { recursive: true });
});

const station = (...args: string[]) =>
  spawnSync(process.execPath, ["edge/main.ts", ...args], { encoding: "utf8" });
const config = () => ["--config", join(folder, "station.toml")];
const out = () => join(folder, "capture.jsonl");

describe("station record", () => {
  it("writes a file for its owner alone, which replay takes, and no file twice", () => {
    expect(station("record", "--seconds", "1", "--out", out(), ...config()).status).toBe(0);
    expect(statSync(out()).mode & 0o777).toBe(0o600);
    const replayed = station("replay", out(), "--json");
    expect(JSON.parse(replayed.stdout)).toMatchObject({ happened: expect.any(Array) });
    const again = station("record", "--seconds", "1", "--out", out(), ...config());
    expect([again.status, again.stderr]).toEqual([1, expect.stringMatching(/cannot be made/)]);
  });

  it("leaves a device to the station that has it, and no file behind", async () => {
    const line = await serialPorts.openSerial(ptys[0]?.path ?? "", { baudRate: 9600 });
    const { status, stderr } = station("record", "--out", out(), ...config());
    await line.close();
    expect([status, stderr]).toEqual([1, expect.stringMatching(/stop the running station first/)]);
    expect(existsSync(out())).toBe(false);
  });

  it.each([
    ["no file", ["record"], /needs --out/],
    ["no number", ["record", "--out", "none.jsonl", "--seconds", "soon"], /takes a whole number/],
  ])("refuses %s", (_, args, words) => {
    expect(station(...args, ...config()).stderr).toMatch(words);
    expect(existsSync("none.jsonl")).toBe(false);
  });
});

describe("station replay", () => {
  it.each([
    ["what is not there", "nowhere.jsonl", /nowhere.jsonl cannot be read/],
    ["what is no capture", "package.json", /package.json is no capture: line 1 is not JSON/],
  ])("refuses %s", (_, file, words) => {
    const { status, stderr } = station("replay", file);
    expect([status, stderr]).toEqual([1, expect.stringMatching(words)]);
  });
});
