import { readFileSync } from "node:fs";
import { pino } from "pino";
import * as z from "zod";
import { EpochMs } from "#contract/units.ts";
import { CannotListen } from "#gateway/broker/listen.ts";
import { parseConfig } from "#gateway/config.ts";
import { openDesk } from "#gateway/desk.ts";
import { DataFolderTaken, openGateway } from "#gateway/gateway.ts";
import { KeyringError } from "#gateway/keyring/keyring.ts";
import { ForeignJournal } from "#gateway/store/sqlite/open.ts";
import { CannotStart, serveParent } from "./child-port.ts";

// The gateway as it runs in the field, but for its clock: that of the village.
const start = z.strictObject({ configFile: z.string() });

serveParent(async ({ config, clock }) => {
  const { configFile } = start.parse(config);
  const parsed = parseConfig(readFileSync(configFile, "utf8"), configFile);
  if (!parsed.ok) throw new CannotStart(parsed.problem);
  const now = () => EpochMs(Math.trunc(clock.now()));
  const log = pino({ name: "gateway" }, pino.destination({ fd: 1, sync: true }));
  try {
    const gateway = await openGateway(parsed.value, { now, log, openDesk });
    return { answers: {}, close: () => gateway.close() };
  } catch (error) {
    throw explained(error);
  }
});

const SENTENCES = [CannotListen, DataFolderTaken, KeyringError, ForeignJournal];

/** What a person can mend is said in the gateway's own sentence. */
function explained(error: unknown): unknown {
  const mendable = error instanceof Error && SENTENCES.some((kind) => error instanceof kind);
  return mendable ? new CannotStart(error.message) : error;
}
