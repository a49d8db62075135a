import { AssertionError, assert } from "#contract/assert.ts";
import { parseEntry } from "#contract/entry.ts";
import type { Chain } from "#contract/ids.ts";
import { canonicalJson, parseJsonText } from "#contract/json.ts";
import { EpochMs } from "#contract/units.ts";
import type { EventOf, JournalEvent } from "../../journal/event.ts";
import { ReplayDiffers } from "../store.ts";
import { perform } from "./act.ts";
import { actOf } from "./act-of.ts";
import { type Context, schemeOpened } from "./context.ts";
import { dateEntry } from "./date-waiting.ts";
import { learnStamp } from "./page-clocks.ts";
import { recordEntry } from "./record-entry.ts";

const EVENTS_AT_A_TIME = 2_000;

/** All of a journal into an empty one, many events in one commit. @returns how many there were */
export async function replayInto(
  context: Context,
  events: AsyncIterable<JournalEvent>,
): Promise<number> {
  let [some, count]: [JournalEvent[], number] = [[], 0];
  const commit = () => {
    context.transaction(() => {
      for (const event of some) replayEvent(event, context);
    });
    count += some.length;
    some = [];
  };
  for await (const event of events) {
    some.push(event);
    if (some.length === EVENTS_AT_A_TIME) commit();
  }
  commit();
  return count;
}

/**
 * Decides an event anew from what it was decided by, and records it with all that follows. Only the
 * time of weighing and what the cards' keys said are taken from it: these are journalled, and never
 * computed again.
 *
 * @throws ReplayDiffers unless the event comes out the same, to the letter
 */
function replayEvent(event: JournalEvent, context: Context): void {
  let made: string;
  try {
    again(event, context);
    made = context.journal.line(event.position);
  } catch (error) {
    // A doctored journal may say what no store would have written: that is its fault, and no bug here.
    if (!(error instanceof AssertionError)) throw error;
    const message = `Event ${event.position} does not follow from those before it: ${error.message}.`;
    throw new ReplayDiffers(message, { cause: error });
  }
  const was = JSON.stringify(event);
  if (was !== made) {
    throw new ReplayDiffers(`Event ${event.position} was ${was}, and comes out as ${made}.`);
  }
}

function again(event: JournalEvent, context: Context): void {
  const { body } = event;
  const at = EpochMs(Date.parse(event.at));
  switch (body.kind) {
    case "scheme-opened":
      openAgain(event, body, context);
      return;
    case "entry-received":
      receiveAgain(body, at, context);
      return;
    case "entry-dated": {
      const record = context.entries.find(chainOf(body, context).id, body.seq);
      assert(record !== null, `no entry ${body.seq} to date`);
      dateEntry(record, body.weighing, at, context);
      return;
    }
    case "entry-set-aside":
      setAsideAgain(event, body, context);
      return;
    case "clock-read": {
      const { kind, station, ...reading } = body;
      context.clocks.learn({ station, boot: reading.boot }, reading);
      context.journal.append(at, event.actor, { kind, station, ...reading });
      return;
    }
    default: {
      const done = perform(actOf(body, event.actor, at), context);
      if (!done.ok) {
        throw new ReplayDiffers(`Event ${event.position} is refused: ${done.problem.message}`);
      }
    }
  }
}

function openAgain({ at, actor }: JournalEvent, was: EventOf<"scheme-opened">, context: Context) {
  const is = schemeOpened(context.facts);
  const told = ({ scheme, timeZone, currency }: typeof is) =>
    `${scheme} in ${timeZone}, with ${currency.code} of ${currency.minorUnits} decimals`;
  if (told(was) !== told(is)) {
    throw new ReplayDiffers(`The journal is of ${told(was)}; the configuration says ${told(is)}.`);
  }
  context.journal.append(EpochMs(Date.parse(at)), actor, is);
}

function receiveAgain(body: EventOf<"entry-received">, at: EpochMs, context: Context): void {
  const { station, seq, hash, weighing, proof, sent } = body;
  const chain = chainOf(body, context);
  const parsed = parseEntry(body.entry);
  const entry = parsed.ok ? parsed.value : null;
  if (sent !== null) context.clocks.learn({ station, boot: sent.boot }, sent);
  if (entry !== null && chain.state !== "revoked") learnStamp(entry.at, station, at, context);
  // Only of a malformed entry is the text ever used, and only that is worth encoding again.
  const text = entry === null ? textOf(body) : "";
  const facts = { chain, seq, hash, entry, text, receivedAt: at, weighing, proof, sent };
  recordEntry(facts, context);
}

function textOf({ entry }: EventOf<"entry-received">): string {
  if (typeof entry === "string") return entry;
  const text = canonicalJson(entry);
  assert(text.ok, "what was recorded as an entry has a canonical form");
  return text.value;
}

function setAsideAgain(
  { actor, at }: JournalEvent,
  body: EventOf<"entry-set-aside">,
  context: Context,
): void {
  const time = EpochMs(Date.parse(at));
  const { station, chain, seq, hash, text, reason } = body;
  // A conflicting entry is signed like any other: its stamp says what its station's clock read.
  const json = reason === "conflict" ? parseJsonText(text) : null;
  const entry = json?.ok === true ? parseEntry(json.value) : null;
  const open = chainOf(body, context).state !== "revoked";
  if (entry?.ok === true && open) learnStamp(entry.value.at, station, time, context);
  const position = context.journal.append(time, actor, body);
  const kind = reason === "conflict" ? "conflict" : "refused";
  const bytes = Buffer.byteLength(text);
  context.quarantine.add({ station, chain, seq, hash, position, kind, bytes });
}

function chainOf({ chain }: { readonly chain: Chain }, { registry }: Context) {
  const known = registry.chains.get(chain);
  assert(known !== undefined, `an unknown chain: ${chain}`);
  return known;
}
