import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { openClock, stampNow, systemReadings } from "../clock.ts";
import type { Command, Given } from "../command.ts";
import type { StationConfig } from "../config.ts";
import { devicesOf, pathOf } from "../drivers/registry.ts";
import { serialPorts } from "../drivers/serial.ts";
import { readCardKey } from "../station.ts";
import { systemTimers } from "../timers.ts";
import { Trouble } from "../trouble.ts";
import { carriedConfig, configOf } from "./config.ts";
import { type Capture, type CaptureLine, parseCapture, textOf } from "./format.ts";
import { type Happening, lineOf } from "./happening.ts";
import { record, recordingPorts } from "./record.ts";
import { replay } from "./replay.ts";

export const recordCommand: Command = {
  takes: "--out FILE [--seconds N]",
  about: "writes down what scale and keypad send and which cards are tapped, until Ctrl-C",
  options: { out: { type: "string" }, seconds: { type: "string" } },
  run: recordToFile,
};

export const replayCommand: Command = {
  takes: "FILE [--json]",
  about: "prints what the station would have made of such a record",
  takesFile: true,
  configOptional: true,
  options: { json: { type: "boolean" } },
  run: replayFile,
};

async function recordToFile(given: Given): Promise<void> {
  const config = given.config();
  const out = given.text("out");
  if (out === null) throw new Trouble("record needs --out FILE.");
  const cardKey = readCardKey(config.cardKeyFile);
  const clock = openClock(systemReadings(config.ntpFile ?? undefined));
  const { after } = systemTimers;
  const uptimeMs = () => clock.uptimeMs();
  const { scheme, station } = config.name;
  const paths = pathsOf(config);
  const end = endOf(given);
  const file = newFile(out);
  const write = (line: CaptureLine) => void writeSync(file, textOf(line));
  const carried = carriedConfig(readFileSync(given.configFile, "utf8"));
  const header = { v: 1, station: `${scheme}/${station}`, at: stampNow(clock) } as const;
  writeSync(file, textOf({ ...header, config: carried }));
  const ports = recordingPorts(serialPorts, paths, { uptimeMs, write });
  const devices = devicesOf(config.devices, { ports, uptimeMs, after, cardKey });
  await record({ devices, uptimeMs, write, after, signal: end.signal, onState: end.onState });
  end.cancel();
  closeSync(file);
  const trouble = end.trouble();
  if (trouble !== null) {
    rmSync(out);
    throw new Trouble(trouble);
  }
  process.stdout.write(`Recorded into ${out}.\n`);
}

/** It holds who came when, and with how much: for its owner's eyes. */
function newFile(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    throw new Trouble(`${path} cannot be made: ${error instanceof Error ? error.message : error}.`);
  }
}

/** @throws Trouble where the station has a board: what that says depends on what it is asked */
function pathsOf({ devices: { scale, keypad, board } }: StationConfig) {
  if (board !== null) throw new Trouble("A station with a [board] cannot be recorded.");
  const paths = new Map<string, "scale" | "keypad">([[pathOf(scale) ?? "", "scale"]]);
  if (keypad !== null) paths.set(pathOf(keypad) ?? "", "keypad");
  return paths;
}

/** After so many seconds, at Ctrl-C, or because another process has a device. */
function endOf(given: Given) {
  const abort = new AbortController();
  const seconds = given.count("seconds", 0);
  const stop = () => abort.abort();
  const cancel = seconds > 0 ? systemTimers.after(seconds * 1000, stop) : () => {};
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  let trouble: string | null = null;
  return {
    signal: abort.signal,
    cancel,
    trouble: () => trouble,
    onState(device: string, state: string, detail: string) {
      process.stderr.write(`${device} ${state} ${detail}\n`);
      if (!/lock/i.test(detail)) return;
      trouble = `${device}: ${detail}. Another process has it: stop the running station first.`;
      abort.abort();
    },
  };
}

async function replayFile(given: Given): Promise<void> {
  const { file } = given;
  const capture = readCapture(file);
  const happened = await replay(capture, configFor(capture, given));
  if (given.flag("json")) {
    process.stdout.write(`${JSON.stringify({ file, happened })}\n`);
    return;
  }
  const startMs = capture.lines[0]?.t ?? 0;
  process.stdout.write(happened.map((it) => `${lineOf(it, startMs)}\n`).join(""));
  process.stdout.write(`${summaryOf(happened)}\n`);
}

function readCapture(file: string): Capture {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Trouble(`${file} cannot be read.`);
  }
  const capture = parseCapture(bytes);
  if (!capture.ok) throw new Trouble(`${file} is no capture: ${capture.problem}.`);
  return capture.value;
}

/** That of the station which it is of, unless another is asked for. */
function configFor({ header }: Capture, given: Given): StationConfig {
  if (given.configFile !== "") return given.config();
  const config = configOf(header.config, given.file);
  if (!config.ok)
    throw new Trouble(`${given.file}: its config is not understood: ${config.problem}`);
  return config.value;
}

function summaryOf(happened: readonly Happening[]): string {
  const count = (is: (it: Happening) => boolean) => happened.filter(is).length;
  const taps = count(({ kind }) => kind === "tap");
  const deposits = count((it) => it.kind === "entry" && it.entry === "deposit");
  return `${taps} taps, ${deposits} deposits. Nothing of it was recorded.`;
}
