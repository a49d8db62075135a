import { pino } from "pino";
import { EpochMs } from "#contract/units.ts";
import { CannotListen } from "./broker/listen.ts";
import { commandOf } from "./command-line.ts";
import type { GatewayConfig } from "./config.ts";
import { openDesk } from "./desk.ts";
import { DataFolderTaken, openGateway } from "./gateway.ts";
import { fileTroubleOf } from "./keyring/file-trouble.ts";
import { KeyringError } from "./keyring/keyring.ts";
import { ForeignJournal } from "./store/sqlite/open.ts";

/** What the operator can mend is said in its sentence; the rest with all that helps to find the bug. */
function explain(error: unknown): unknown {
  const sentences = [CannotListen, DataFolderTaken, KeyringError, ForeignJournal];
  const mendable = error instanceof Error && sentences.some((kind) => error instanceof kind);
  return mendable ? error.message : (fileTroubleOf(error) ?? error);
}

/** Listened for from the beginning: one that comes while the gateway opens closes it as well. */
function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve(name));
  });
}

async function run(config: GatewayConfig): Promise<void> {
  const stopped = firstSignal();
  const log = pino({ name: "gateway" }, pino.destination({ fd: 2, sync: true }));
  const gateway = await openGateway(config, { now: () => EpochMs(Date.now()), log, openDesk });
  const { mqttPort, httpPort } = gateway;
  log.info({ data: config.data, mqttPort, httpPort }, "the gateway is open");
  const signal = await stopped;
  log.info({ signal }, "closing");
  await gateway.close();
}

const command = commandOf(process.argv.slice(2));
if (!command.ok) {
  console.error(command.problem);
  process.exitCode = 2;
} else if (command.value.kind === "help") {
  console.log(command.value.text);
} else {
  await run(command.value.config).catch((error) => {
    console.error(explain(error));
    process.exitCode = 1;
  });
}
