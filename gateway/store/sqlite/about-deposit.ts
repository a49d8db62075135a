import type { JournalEvent } from "../../journal/event.ts";
import type { Context } from "./context.ts";
import { int } from "./row.ts";
import { ABOUT_A_DEPOSIT } from "./schema.ts";

/** Word for word the condition of its index: SQLite would scan the whole journal by any other. */
export const EVENTS_ABOUT = `
  SELECT position FROM event WHERE ${ABOUT_A_DEPOSIT} AND json_extract(data, '$.deposit') = ?
  ORDER BY position`;

/**
 * What people have said of a deposit, in its order.
 *
 * @param deposit position of the event that brought it
 */
export const eventsAbout = (
  deposit: number,
  { db, journal }: Pick<Context, "db" | "journal">,
): readonly JournalEvent[] =>
  db
    .prepare(EVENTS_ABOUT)
    .all(deposit)
    .map((row) => journal.read(int(row, "position")));
