import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { keyIdOf, publicJwk } from "#contract/jwk.ts";
import { EpochMs } from "#contract/units.ts";
import { openKeyring } from "#gateway/keyring/keyring.ts";
import { newPassword, passwordHashOf } from "#gateway/keyring/password.ts";
import { type Child, startChild } from "../processes/child.ts";
import type { GatewayAnswer, GatewayOrder, GatewayStart } from "../processes/messages.ts";
import { openPty } from "../pty/pty.ts";
import { rdm6300Frame } from "../reader/rdm6300.ts";
import type { Report } from "../report.ts";
import { median, rounded } from "./statistics.ts";

type Size = { readonly deposits: number; readonly starts: number };
const FULL: Size = { deposits: 100, starts: 5 };
const GOAL = { residentMb: 90, readyMs: 1_500 } as const;

const LAUNCHER = fileURLToPath(new URL("../../tools/run.mjs", import.meta.url));
const READING_MS = 20;
const TAG = "62E3086CED";

type Gateway = Child<GatewayOrder, GatewayAnswer>;
type Devices = { readonly scale: string; readonly reader: string };

/** Memory and start of the real program on real serial lines, beside a Node that imports nothing. */
export async function benchStation(
  log: (line: string) => void,
  { deposits, starts }: Size = FULL,
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
    const config = configure(join(folder, "station"), { scale: scale.path, reader: reader.path });
    await enrol(config, { gateway, port, gatewayData: start.data });
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
    return reportOf({ deposits, residentMb, bareMb, readyMs, bareStartMs });
  } finally {
    await Promise.all([gateway.close(), scale.close(), reader.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf(measured: {
  deposits: number;
  residentMb: number;
  bareMb: number;
  readyMs: readonly number[];
  bareStartMs: readonly number[];
}): Report {
  const { deposits, residentMb, bareMb } = measured;
  const [readyMs, bareStartMs] = [median(measured.readyMs), median(measured.bareStartMs)];
  return {
    deposits,
    residentMb: rounded(residentMb),
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

async function enrol(
  config: string,
  { gateway, port, gatewayData }: { gateway: Gateway; port: number; gatewayData: string },
): Promise<void> {
  const printed = execFileSync(process.execPath, [LAUNCHER, "station", "key", "--config", config]);
  const publicKey = publicJwk.parse(JSON.parse(String(printed)));
  const [station, password] = ["bench-01", newPassword()];
  const passwordHash = passwordHashOf(password);
  const acted = { actor: "bench", at: EpochMs(Date.now()) };
  await gateway.ask({
    act: { ...acted, kind: "station-enrol", station, publicKey, passwordHash },
  });
  const enrolment = {
    v: 1,
    scheme: "beitillo",
    station,
    chain: keyIdOf(publicKey),
    mqtt: { url: `mqtt://127.0.0.1:${port}`, user: `beitillo.${station}`, password },
    root: openKeyring(gatewayData).root.publicJwk,
  };
  const file = `${config}.join.json`;
  writeFileSync(file, JSON.stringify(enrolment));
  execFileSync(process.execPath, [LAUNCHER, "station", "join", file, "--config", config]);
}

/** The program of the field, as its service starts it. */
export function run(config: string): ChildProcess {
  const args = [LAUNCHER, "station", "run", "--config", config];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
}

/** Devices open, outbox open, connected: it says so itself. */
export async function isReady(station: ChildProcess): Promise<void> {
  let said = "";
  for await (const chunk of station.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk);
    if (said.includes("is ready")) break;
  }
  if (!said.includes("is ready")) throw new Error(`the station did not start: ${said}`);
  station.stderr?.resume();
}

export async function stop(station: ChildProcess): Promise<void> {
  const gone = once(station, "exit");
  station.kill("SIGTERM");
  await gone;
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

function residentMbOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
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
