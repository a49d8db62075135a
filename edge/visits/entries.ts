import type { Grams } from "#contract/units.ts";
import type { AgentParts } from "../agent-ports.ts";
import { stampNow } from "../clock.ts";
import type { AppendedEntry, NewEntry } from "../outbox/append.ts";
import { OutboxFull } from "../outbox/database.ts";
import { depositOf, evidenceOf } from "../session/deposit.ts";
import type { ProvedDrop, Rebase } from "../session/state.ts";

export type EntryParts = Pick<AgentParts, "outbox" | "clock" | "config" | "log" | "onEvent">;

/** The name under which the journal keeps what a bin weighed at the latest entry about it. */
export const BASELINE = "baseline";

/** @returns null when the disk is full: then nothing was written, and the visitor is told so */
export function appendDrop(drop: ProvedDrop, parts: EntryParts): AppendedEntry | null {
  const { clock, config, onEvent } = parts;
  const { data, window } = depositOf(drop, config.instrument, clock.now());
  const sets = config.weighing.mode === "bin" ? { [BASELINE]: `${data.gross}` } : {};
  const at = stampNow(clock);
  const evidence = window === null ? {} : { window, sets };
  const entry = append({ kind: "deposit", at, data, ...evidence }, parts);
  onEvent(entry === null ? { kind: "not-recorded" } : { kind: "appended", entry, deposit: data });
  return entry;
}

/** @returns null when the disk is full: then nothing has changed */
export function appendRebase(
  { reason, weight }: Rebase,
  { from, to }: { readonly from: Grams; readonly to: Grams },
  parts: EntryParts,
): AppendedEntry | null {
  const { clock, config } = parts;
  const { scale, window } = evidenceOf(weight, config.instrument, clock.now());
  const stream = config.session.fixedStream;
  const isEmptied = reason === "emptied";
  const data = isEmptied ? { stream, before: from, after: to, scale } : { reason, from, to, scale };
  const kind = isEmptied ? "emptied" : "baseline";
  return append({ kind, at: stampNow(clock), data, window, sets: { [BASELINE]: `${to}` } }, parts);
}

/** @returns null when the disk is full: then nothing was written */
export function append(added: NewEntry, { outbox, log }: EntryParts): AppendedEntry | null {
  try {
    return outbox.append(added);
  } catch (error) {
    // Anything else may have left the journal in doubt: the process ends, and opens it anew.
    if (!(error instanceof OutboxFull)) throw error;
    log("alarm", `nothing was recorded: ${error.message}`);
    return null;
  }
}
