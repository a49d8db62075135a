import { readFileSync } from "node:fs";
import { adjustCommand } from "./calibration/adjust-command.ts";
import { calibrateCommand } from "./calibration/command.ts";
import { recordCommand, replayCommand } from "./capture/command.ts";
import { openClock, systemReadings } from "./clock.ts";
import { type Commands, type Given, parseCommand } from "./command.ts";
import { keepJoin, parseJoin } from "./config/join.ts";
import type { StationConfig } from "./config.ts";
import { doctorCommand } from "./doctor/command.ts";
import { FileToMend } from "./files.ts";
import { openKeyring } from "./keys.ts";
import { type Log, logTo } from "./log.ts";
import { OutboxInUse } from "./outbox/database.ts";
import { keysIn, openData, openStation } from "./station.ts";
import { Trouble } from "./trouble.ts";

const log: Log = logTo(process.stderr, Date.now);

/** What a person can ask for. One more: its room, and a line here. */
export const COMMANDS: Commands = {
  run: {
    takes: "",
    about: "weighs, stores, and sends what it stored",
    run: (given) => run(given.config()),
  },
  key: {
    takes: "",
    about: "makes the station's key when there is none; prints its public half",
    run: (given) => printKey(given.config()),
  },
  join: {
    takes: "FILE",
    about: "takes what the gateway printed when it enrolled this station",
    takesFile: true,
    run: join,
  },
  doctor: doctorCommand,
  adjust: adjustCommand,
  calibrate: calibrateCommand,
  record: recordCommand,
  replay: replayCommand,
};

/** What a person types after `station`; a mistake of theirs is answered in one line. */
export async function runCommand(args: string[]): Promise<void> {
  try {
    const { command, given } = parseCommand(args, COMMANDS);
    await command.run(given);
  } catch (error) {
    const known = [Trouble, FileToMend, OutboxInUse].some((kind) => error instanceof kind);
    if (!known || !(error instanceof Error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function run(config: StationConfig): Promise<void> {
  const clock = openClock(systemReadings(config.ntpFile ?? undefined));
  const station = openStation(config, { clock, log });
  const stop = () => {
    log("info", "Stopping.");
    station.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await station.ready;
  log("info", `Station ${config.name.scheme}/${config.name.station} is ready.`);
}

/** Only the members that RFC 7638 hashes, on one line: what the gateway registers. */
function printKey({ data }: StationConfig): void {
  const { outbox, keyring } = openData(data, log);
  const weighing = outbox.chains().at(-1);
  const key = weighing && keyring.find(weighing.chain);
  outbox.close();
  if (!key) throw new Trouble(`There is no key in ${data}.`);
  process.stdout.write(`${JSON.stringify(key.publicJwk)}\n`);
}

function join(given: Given): void {
  const { data, name } = given.config();
  const { file } = given;
  const keyring = openKeyring(keysIn(data)); // not the journal: a running station may join too
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Trouble(`${file} cannot be read.`);
  }
  const parsed = parseJoin(bytes);
  if (!parsed.ok) throw new Trouble(`${file} is no join file: ${parsed.problem}.`);
  const kept = keepJoin(parsed.value, { name, data, keyring });
  if (!kept.ok) throw new Trouble(`${file} does not fit. ${kept.problem}`);
  const { url } = parsed.value.mqtt;
  process.stdout.write(
    `${name.scheme}/${name.station} will connect to ${url}; kept in ${kept.value}.\n`,
  );
}
