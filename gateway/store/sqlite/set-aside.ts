import { assert } from "#contract/assert.ts";
import { canonicalJson } from "#contract/json.ts";
import type { EventBody } from "../../journal/event.ts";
import type { SetAsideRow } from "../store.ts";
import type { Context } from "./context.ts";

/** What lies in quarantine, read back from the events that brought it; the oldest first. */
export function setAside(context: Context): readonly SetAsideRow[] {
  return context.quarantine.all().map((position) => rowAt(position, context));
}

function rowAt(position: number, { journal, registry, standings }: Context): SetAsideRow {
  const { at, body } = journal.read(position);
  assert(
    body.kind === "entry-set-aside" || body.kind === "entry-received",
    `event ${position} brought no entry`,
  );
  const { station, chain, seq, hash } = body;
  return {
    position,
    ...{ station, chain, seq, hash },
    chainNumber: registry.chains.get(chain)?.number ?? 0,
    reasons: body.kind === "entry-set-aside" ? [body.reason] : body.verdict.reasons,
    bytes: Buffer.byteLength(textOf(body)),
    receivedAt: at,
    decided: standings.find(position) !== null,
  };
}

function textOf(body: Extract<EventBody, { kind: "entry-set-aside" | "entry-received" }>): string {
  if (body.kind === "entry-set-aside") return body.text;
  if (typeof body.entry === "string") return body.entry;
  const text = canonicalJson(body.entry);
  assert(text.ok, "what was recorded has a canonical form");
  return text.value;
}
