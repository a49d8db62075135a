import type { DatabaseSync } from "node:sqlite";
import { parseEntry } from "#contract/entry.ts";
import type { Slug } from "#contract/ids.ts";
import type { StationNote } from "../store.ts";
import type { Context } from "./context.ts";
import { int } from "./row.ts";

/** Of all entries that are no deposits, the latest first. */
export const NOTES = "SELECT position FROM entry WHERE kind <> 'deposit' ORDER BY position DESC";

/** What a station noted beside its deposits: parameters, calibrations, emptied bins; the latest first. */
export function stationNotes(
  db: DatabaseSync,
  { station, limit }: { readonly station: Slug; readonly limit: number },
  context: Context,
): readonly StationNote[] {
  const notes: StationNote[] = [];
  for (const row of db.prepare(NOTES).iterate()) {
    const note = noteAt(int(row, "position"), context);
    if (note?.station === station) notes.push(note);
    if (notes.length === limit) break;
  }
  return notes;
}

/** null: a deposit that is malformed, or an entry that is. */
function noteAt(position: number, { journal, registry }: Context): StationNote | null {
  const { at, body } = journal.read(position);
  if (body.kind !== "entry-received" || typeof body.entry === "string") return null;
  const parsed = parseEntry(body.entry);
  if (!parsed.ok || parsed.value.kind === "deposit") return null;
  const { station, chain, seq } = body;
  const { kind, data } = parsed.value;
  const chainNumber = registry.chains.get(chain)?.number ?? 0;
  const { time, clock } = parsed.value.at;
  return { station, chainNumber, seq, kind, data, receivedAt: at, notedAt: { time, clock } };
}
