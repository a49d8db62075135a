import type { DatabaseSync } from "node:sqlite";
import { utcTime } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { type EventBody, eventBody, type JournalEvent } from "../../journal/event.ts";
import { int, type Row, text } from "./row.ts";
import { EVENTS_OF_DEPOSITS } from "./schema.ts";

/** Appends events; positions count from 1 without gaps, since a rolled-back one is given anew. */
export type JournalWriter = {
  append(at: EpochMs, actor: string, body: EventBody): number;
  read(position: number): JournalEvent;
  /** The event as one line of JSON, as it lies there: what `JSON.stringify` makes of it, but faster. */
  line(position: number): string;
  /** Position of the last event; 0 where there is none. */
  last(): number;
  /** The few that the registry is a fold of. */
  eventsOfRegistry(): readonly JournalEvent[];
  /** At most so many after a position. */
  after(position: number, limit: number): readonly JournalEvent[];
};

export function openJournalWriter(db: DatabaseSync): JournalWriter {
  const sql = {
    append: db.prepare("INSERT INTO event (at, actor, kind, data) VALUES (?, ?, ?, ?)"),
    read: db.prepare("SELECT * FROM event WHERE position = ?"),
    ofRegistry: db.prepare(
      `SELECT * FROM event WHERE kind NOT IN (${EVENTS_OF_DEPOSITS}) ORDER BY position`,
    ),
    last: db.prepare("SELECT ifnull(max(position), 0) AS position FROM event"),
    after: db.prepare("SELECT * FROM event WHERE position > ? ORDER BY position LIMIT ?"),
  };
  return {
    append(at, actor, { kind, ...data }) {
      const { lastInsertRowid } = sql.append.run(at, actor, kind, JSON.stringify(data));
      return Number(lastInsertRowid);
    },
    read: (position) => eventOf(sql.read.get(position) ?? {}),
    line: (position) => lineOf(sql.read.get(position) ?? {}),
    last: () => int(sql.last.get() ?? {}, "position"),
    eventsOfRegistry: () => sql.ofRegistry.all().map(eventOf),
    after: (position, limit) => sql.after.all(position, limit).map(eventOf),
  };
}

function lineOf(row: Row): string {
  const at = utcTime(EpochMs(int(row, "at")));
  const [actor, kind] = [text(row, "actor"), text(row, "kind")].map((one) => JSON.stringify(one));
  const body = `{"kind":${kind},${text(row, "data").slice(1)}`;
  return `{"position":${int(row, "position")},"at":"${at}","actor":${actor},"body":${body}}`;
}

/** Read back through the same schema that the event was typed by. */
function eventOf(row: Row): JournalEvent {
  const body = eventBody.parse({ kind: text(row, "kind"), ...JSON.parse(text(row, "data")) });
  const at = utcTime(EpochMs(int(row, "at")));
  return { position: int(row, "position"), at, actor: text(row, "actor"), body };
}
