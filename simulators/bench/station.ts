import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../processes/child.ts";
import type { GatewayStart } from "../processes/messages.ts";
import { openPty } from "../pty/pty.ts";
import { rdm6300Frame } from "../reader/rdm6300.ts";
import type { Report } from "../report.ts";
import { onBoard } from "./station-on-board.ts";
import { enrol, type Gateway, isReady, residentMbOf, run, stop } from "./station-program.ts";
import { median, rounded } from "./statistics.ts";

type Size = {
  readonly deposits: number;
  readonly starts: number;
  /** Deposits of a station with a board. */
  readonly onBoard: number;
};
const FULL: Size = { deposits: 100, starts: 5, onBoard: 5 };
const GOAL = { residentMb: 90, readyMs: 1_500 } as const;

const READING_MS = 20;
const TAG = "62E3086CED";

type Devices = { readonly scale: string; readonly reader: string };

/** Memory and start of the real program on real serial lines, beside a Node that imports nothing. */
export async function benchStation(
  log: (line: string) => void,
  { deposits, starts, ...size }: Size = FULL,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "qamama-bench-"));
  const start: GatewayStart = {
    data: join(folder, "gateway"),
    mqttPort: 0,
    desk: false,
    mutant: null,
  };
  const gateway: Gateway = startChild(new URL("../processes/gateway-process.ts", import.meta.url), {
    args: [JSON.stringify(start)],
  });
  const [scale, reader] = await Promise.all([openPty(), openPty()]);
  try {
    const open = await gateway.next();
    const port = "open" in open ? open.mqttPort : 0;
    const joining = { gateway, port, gatewayData: start.data };
    const config = configure(join(folder, "station"), { scale: scale.path, reader: reader.path });
    await enrol(config, { station: "bench-01", ...joining });
    const readyMs: number[] = [];
    const bareStartMs: number[] = [];
    for (let index = 0; index < starts; index += 1) {
      bareStartMs.push(await bareStart());
      readyMs.push(await startedAndStopped(config));
    }
    log(`ready after ${readyMs.map(Math.round).join(", ")} ms`);
    const station = run(config);
    await isReady(station);
    const journal = join(start.data, "journal.db");
    await bring(deposits, { scale, reader, journal, log });
    const residentMb = residentMbOf(station);
    const bareMb = await bareResidentMb();
    await stop(station);
    const boardMb = await onBoard(join(folder, "board"), {
      ...joining,
      deposits: size.onBoard,
      log,
    });
    return reportOf({ deposits, residentMb, boardMb, bareMb, readyMs, bareStartMs });
  } finally {
    await Promise.all([gateway.close(), scale.close(), reader.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf(measured: {
  deposits: number;
  residentMb: number;
  boardMb: number;
  bareMb: number;
  readyMs: readonly number[];
  bareStartMs: readonly number[];
}): Report {
  const { deposits, residentMb, bareMb } = measured;
  const [readyMs, bareStartMs] = [median(measured.readyMs), median(measured.bareStartMs)];
  return {
    deposits,
    residentMb: rounded(residentMb),
    boardMb: rounded(measured.boardMb),
    readyMs: rounded(readyMs),
    bare: { residentMb: rounded(bareMb), startMs: rounded(bareStartMs) },
    residentRatio: rounded(residentMb / bareMb),
    readyRatio: rounded(readyMs / bareStartMs),
    goal: GOAL,
    met: residentMb <= GOAL.residentMb && readyMs <= GOAL.readyMs,
  };
}

/** One stream, confirmed by itself: no keypad, and every load that stands still is a deposit. */
function configure(home: string, { scale, reader }: Devices): string {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "card.key"), "5".repeat(64));
  const file = join(home, "station.toml");
  writeFileSync(
    file,
    `scheme = "beitillo"
station = "bench-01"
data = "data"
card_key_file = "card.key"
[scale]
kind = "mt-sics"
path = "${scale}"
id = "platform-1"
division = 10
max_grams = 60000
calibration = "2026-09-01"
[reader]
kind = "rdm6300"
path = "${reader}"
[session]
stream = "plastic"
confirm = "automatic"
[weighing]
window_ms = 500
[[streams]]
stream = "plastic"
label = { ar = "بلاستيك", en = "Plastic" }
rate_per_kg = 40
min_grams = 500
`,
  );
  return file;
}

async function startedAndStopped(config: string): Promise<number> {
  const begin = performance.now();
  const station = run(config);
  await isReady(station);
  const readyMs = performance.now() - begin;
  await stop(station);
  return readyMs;
}

async function bareStart(): Promise<number> {
  const begin = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return performance.now() - begin;
}

async function bareResidentMb(): Promise<number> {
  const bare = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
  await sleep(1_000);
  const residentMb = residentMbOf(bare);
  bare.kill("SIGKILL");
  return residentMb;
}

/** One card, held once; then load after load, taken away as soon as the gateway has it. */
async function bring(
  count: number,
  far: {
    readonly scale: { write(bytes: Uint8Array): void };
    readonly reader: { write(bytes: Uint8Array): void };
    readonly journal: string;
    readonly log: (line: string) => void;
  },
): Promise<void> {
  let grams = 0;
  const show = () => far.scale.write(Buffer.from(`S S ${(grams / 1_000).toFixed(3)} kg\r\n`));
  const readings = setInterval(show, READING_MS);
  const db = new DatabaseSync(far.journal, { readOnly: true });
  const recorded = db.prepare("SELECT count(*) AS n FROM event WHERE kind = 'entry-received'");
  try {
    await sleep(500);
    for (let index = 0; index < count; index += 1) {
      if (index % 10 === 0) far.reader.write(rdm6300Frame(TAG));
      grams = 1_000 + index * 10;
      const until = Date.now() + 20_000;
      while (Number(recorded.get()?.n) <= index) {
        if (Date.now() > until) throw new Error(`deposit ${index + 1} was not recorded`);
        await sleep(20);
      }
      grams = 0;
      await sleep(300);
      if (index % 25 === 24) far.log(`${index + 1} deposits`);
    }
  } finally {
    clearInterval(readings);
    db.close();
  }
}
