import type { JournalEvent } from "../journal/event.ts";

/** The whole journal as JSON Lines, one event a line, in the order in which it happened. */
export async function* journalLines(events: AsyncIterable<JournalEvent>): AsyncIterable<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}
