import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { attachButton } from "../arduino/buttons.ts";
import { attachHx711 } from "../arduino/hx711.ts";
import { attachLcd } from "../arduino/lcd.ts";
import { joinPty, runInRealTime, worldPace } from "../arduino/real-time.ts";
import { attachServo } from "../arduino/servo.ts";
import { openUno } from "../arduino/uno.ts";
import { openPty } from "../pty/pty.ts";
import { rdm6300Frame } from "../reader/rdm6300.ts";
import { furniture } from "./bench-journal.ts";
import { type Enrolling, enrol, isReady, residentMbOf, run, stop } from "./station-program.ts";
import { rounded } from "./statistics.ts";

const EXAMPLE = new URL("../../docs/examples/arduino-bin.toml", import.meta.url);
const FIRMWARE = new URL("../../edge/firmware/qamama.hex", import.meta.url);
const TAG = "0100A1B2C3";
const [FIRST_STREAM_PIN, OK_PIN] = [2, 6];
const EMPTY_BIN_GRAMS = 12_000;
const BAG_GRAMS = 2_000;

/** As the example is adjusted. */
const countsOf = (grams: number): number => 84_000 + 20 * grams;

type Beside = Omit<Enrolling, "station"> & {
  readonly deposits: number;
  readonly log: (line: string) => void;
};

/** @returns MB of the same program with the example's bin: on a simulated Uno, after a few deposits */
export async function onBoard(
  home: string,
  { deposits, log, ...joining }: Beside,
): Promise<number> {
  await using parts = new AsyncDisposableStack();
  const [board, reader] = await Promise.all([openPty(), openPty()]);
  for (const pty of [board, reader]) parts.defer(() => pty.close());
  const uno = openUno(readFileSync(FIRMWARE, "utf8"));
  let grams = EMPTY_BIN_GRAMS;
  attachHx711(uno, { dout: 11, sck: 12, counts: () => countsOf(grams) });
  attachServo(uno, 9);
  const lcd = attachLcd(uno, { columns: 16, rows: 2 });
  const [stream, ok] = [attachButton(uno, FIRST_STREAM_PIN), attachButton(uno, OK_PIN)];
  parts.defer(joinPty(uno, board));
  parts.defer(runInRealTime([uno], worldPace));

  const config = configure(home, { board: board.path, reader: reader.path });
  for (const act of furniture([]).slice(0, 1)) await joining.gateway.ask({ act }); // its tariff
  await enrol(config, { station: "bench-02", ...joining });
  const station = run(config);
  parts.defer(() => stop(station));
  await isReady(station);
  const shows = (line: string) => until(line, () => lcd.lines()[0]?.trim() === line);
  const press = async (button: typeof ok) => {
    button.press();
    await sleep(150);
    button.release();
  };
  log(`with a board: ${rounded(residentMbOf(station))} MB at rest`);
  await shows("Tap your card");
  reader.write(rdm6300Frame(TAG));
  await until("a welcome", () => lcd.lines()[0]?.trim() !== "Tap your card");
  for (let index = 0; index < deposits; index += 1) {
    await press(stream);
    await shows("Throw it in");
    grams += BAG_GRAMS;
    await shows("OK or cancel?");
    await press(ok);
    await until("a receipt", () => lcd.lines()[1]?.startsWith("Credit ") === true);
    log(`${index + 1} deposits with a board: ${rounded(residentMbOf(station))} MB`);
    await shows("Press its button");
  }
  return residentMbOf(station);
}

const LIMIT_MS = 90_000;

async function until(what: string, isSo: () => boolean): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`there was not: ${what}`);
    await sleep(20);
  }
}

/** The example, but for its names and lines. */
function configure(home: string, { board, reader }: { board: string; reader: string }): string {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "card.key"), "5".repeat(64));
  const text = readFileSync(EXAMPLE, "utf8")
    .replace('"beitillo-03"', '"bench-02"')
    .replace('"beitillo-03"', '"data"')
    .replace('"/dev/serial/by-id/usb-arduino"', `"${board}"`)
    .replace('"/dev/serial/by-id/usb-reader"', `"${reader}"`);
  const file = join(home, "station.toml");
  writeFileSync(file, text);
  return file;
}
