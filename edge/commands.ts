import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openClock, systemReadings } from "./clock.ts";
import { keepJoin, parseJoin } from "./config/join.ts";
import { readConfig, type StationConfig } from "./config.ts";
import { FileToMend } from "./files.ts";
import { openKeyring } from "./keys.ts";
import { type Log, logTo } from "./log.ts";
import { OutboxInUse } from "./outbox/database.ts";
import { keysIn, openData, openStation } from "./station.ts";

const USAGE = `Usage:
  station run --config FILE        weighs, stores, and sends what it stored
  station key --config FILE        makes the station's key when there is none; prints its public half
  station join FILE --config FILE  takes what the gateway printed when it enrolled this station`;

/** Something for the person at the keyboard: said in one sentence, without a stack. */
class Trouble extends Error {
  override readonly name = "Trouble";
}

const log: Log = logTo(process.stderr, Date.now);

/** What a person types after `station`; a mistake of theirs is answered in one line. */
export async function runCommand(args: string[]): Promise<void> {
  try {
    await follow(args);
  } catch (error) {
    const known = [Trouble, FileToMend, OutboxInUse].some((kind) => error instanceof kind);
    if (!known || !(error instanceof Error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function follow(args: string[]): Promise<void> {
  const { command, file, configFile } = parseCommand(args);
  const config = readConfig(configFile);
  if (!config.ok) throw new Trouble(config.problem);
  if (command === "run") await run(config.value);
  if (command === "key") printKey(config.value);
  if (command === "join") join(config.value, file);
}

function parseCommand(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { config: { type: "string" } },
      allowPositionals: true,
    });
    const [command, file = "", ...more] = positionals;
    const known = command === "run" || command === "key" || command === "join";
    if (!known || more.length > 0 || (command === "join") !== (file !== "")) throw new Error(USAGE);
    if (values.config === undefined) throw new Error(USAGE);
    return { command, file, configFile: values.config } as const;
  } catch (error) {
    throw new Trouble(error instanceof Error ? error.message : USAGE);
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

function join({ data, name }: StationConfig, file: string): void {
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
