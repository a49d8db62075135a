import { createReadStream, existsSync, linkSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fail, ok, type Result } from "#contract/result.ts";
import type { GatewayConfig } from "../config.ts";
import { type JournalEvent, journalEvent } from "../journal/event.ts";
import { syncFolder } from "../keyring/atomic-file.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import { ReplayDiffers } from "../store/store.ts";
import { JOURNAL } from "./backup.ts";
import { digestsJson, digestTable } from "./digests.ts";
import { isSystemError, syncFile } from "./new-folder.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural } from "./table.ts";

/** A line of the export is no event, or not the one that is due. The message is a sentence. */
class NotAnEvent extends Error {
  override readonly name = "NotAnEvent";
}

/**
 * Builds a journal anew from an export, every event decided again. All is done in a folder of its own
 * within the data folder, from which the journal gets its name when it is whole.
 *
 * @param from the export, as JSON Lines
 */
export async function replay(from: string, config: GatewayConfig): Promise<Outcome> {
  const { data } = config;
  const journal = join(data, JOURNAL);
  if (existsSync(journal)) {
    const mend = "a replay needs a folder without one, so name it with --data";
    return refused("has-journal", `There is a journal in ${data} already: ${mend}.`);
  }
  if (!existsSync(from)) return refused("no-export", `There is no file ${from}.`);
  const made = mkdirSync(data, { recursive: true, mode: 0o700 });
  const done = await replayWithin(from, config).catch(refusalOf);
  if (!done.ok && made !== undefined) rmSync(made, { recursive: true, force: true });
  return done;
}

async function replayWithin(from: string, config: GatewayConfig): Promise<Outcome> {
  const { data } = config;
  const staging = mkdtempSync(join(data, ".replaying-"));
  try {
    const file = join(staging, JOURNAL);
    const { count, digests } = await fill(file, from, config);
    syncFile(file);
    // Unlike a renaming, a link never takes the place of a journal that came meanwhile.
    linkSync(file, join(data, JOURNAL));
    syncFolder(data);
    syncFolder(dirname(data));
    const head = `Replayed ${plural(count, "event")} into ${data}; its keys come from a backup.`;
    const json = { data, events: count, digests: digestsJson(digests) };
    return answer(json, `${head}\n\n${digestTable(digests)}`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function fill(file: string, from: string, config: GatewayConfig) {
  const store = openSqliteStore(file, config);
  try {
    const count = await store.replay(eventsIn(from));
    return { count, digests: await store.digests() };
  } finally {
    await store.close();
  }
}

async function* eventsIn(file: string): AsyncIterable<JournalEvent> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1;
    const event = eventOf(text);
    if (!event.ok) throw new NotAnEvent(`${file}, line ${line}, is no event: ${event.problem}.`);
    const { position } = event.value;
    if (position !== line) {
      throw new NotAnEvent(`${file}, line ${line}, is event ${position}, and ${line} is due.`);
    }
    yield event.value;
  }
  if (line === 0) throw new NotAnEvent(`${file} holds no event.`);
}

function eventOf(text: string): Result<JournalEvent, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail("it is not JSON");
  }
  const { success, data, error } = journalEvent.safeParse(json);
  if (success) return ok(data);
  const [issue] = error.issues;
  return fail(`${issue?.path.join(".") || "it"}: ${issue?.message ?? "unknown"}`);
}

function refusalOf(error: unknown): Outcome {
  if (error instanceof NotAnEvent) return refused("no-event", error.message);
  if (error instanceof ReplayDiffers) return refused("differs", error.message);
  if (isSystemError(error)) return refused("replay-failed", `The replay failed: ${error.message}.`);
  throw error;
}
