import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { utcTime } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import type { JournalFacts } from "./room.ts";

/** What can be learned of a journal without being its station, and without changing anything in it. */
export type JournalLook =
  | { readonly kind: "facts"; readonly facts: JournalFacts }
  /** The station runs. */
  | { readonly kind: "in-use" }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly why: string };

const DAY_MS = 86_400_000;
const PACE_DAYS = 30;

const row = z.object({
  entries: z.int(),
  waiting: z.int(),
  dead: z.int(),
  recent: z.int(),
  oldest: z.string().nullable(),
});

const LOOK = `SELECT count(*) AS entries,
  count(*) FILTER (WHERE state = 'pending') AS waiting,
  count(*) FILTER (WHERE state = 'dead') AS dead,
  count(*) FILTER (WHERE text ->> '$.kind' = 'deposit' AND text ->> '$.at.time' >= ?) AS recent,
  min(text ->> '$.at.time') AS oldest FROM entry`;

/** @param now by the station's clock: one that is unset gives a pace that means little */
export function lookIntoJournal(file: string, now: EpochMs): JournalLook {
  if (!existsSync(file)) return { kind: "absent" };
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const found = row.parse(database.prepare(LOOK).get(utcTime(now - PACE_DAYS * DAY_MS)));
    return { kind: "facts", facts: factsOf(found, bytesOf(file), now) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return /locked|busy/i.test(why) ? { kind: "in-use" } : { kind: "unreadable", why };
  } finally {
    database?.close();
  }
}

function factsOf(found: z.output<typeof row>, bytes: number, now: EpochMs): JournalFacts {
  const oldest = found.oldest === null ? now : EpochMs(Date.parse(found.oldest));
  const sinceOldest = Math.ceil((now - oldest) / DAY_MS);
  return {
    bytes,
    entries: found.entries,
    waiting: found.waiting,
    deadLetters: found.dead,
    recentDeposits: found.recent,
    days: Math.max(1, Math.min(PACE_DAYS, sinceOldest)),
  };
}

const bytesOf = (file: string): number =>
  [file, `${file}-wal`]
    .filter((path) => existsSync(path))
    .reduce((sum, path) => sum + statSync(path).size, 0);
