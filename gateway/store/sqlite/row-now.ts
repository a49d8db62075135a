import { isDeepStrictEqual } from "node:util";
import { assert } from "#contract/assert.ts";
import type { EventOf } from "../../journal/event.ts";
import type { Corrected } from "../corrected.ts";
import type { DepositRow } from "../deposit-row.ts";
import { eventsAbout } from "./about-deposit.ts";
import type { Context } from "./context.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { standingAt } from "./standing-of.ts";
import { storedDeposit } from "./stored-deposit.ts";

/** A deposit as it counts now and, where people have corrected it, beside that what it was. */
export function rowNow(record: EntryRecord, context: Context): DepositRow {
  const stored = storedDeposit(record, context);
  const was = depositRowOf(record, stored, context);
  const standing = standingAt(record.position, context);
  if (standing === null) return was;
  const { deposit, weighing, verdict, month } = standing;
  assert(deposit !== null, "what was recorded could be read");
  const corrected = { ...stored, entry: { ...stored.entry, data: deposit } };
  const now = depositRowOf({ ...record, weighing, verdict, month }, corrected, context);
  return { ...now, corrected: correctedOf(record, was, context) };
}

function correctedOf(record: EntryRecord, was: DepositRow, context: Context): Corrected {
  const corrections = correctionsOf(record.position, context);
  const [first, last] = [corrections[0], corrections.at(-1)];
  assert(first !== undefined && last !== undefined, "people have corrected it");
  const { stream, grade, net } = was;
  const told = wasHeld(record, first, context) ? NOTHING : was;
  const { holder, credited, points } = told;
  return { stream, grade, net, holder, credited, points, reason: last.reason };
}

const NOTHING = { holder: null, credited: null, points: null };

/**
 * A correction changes the record of what was held, and no other: it is then the correction's own
 * verdict. What a clock has dated meanwhile is posted, and has a verdict of its own.
 */
function wasHeld(
  { position, verdict }: EntryRecord,
  first: EventOf<"deposit-corrected">,
  { journal }: Context,
): boolean {
  const { body } = journal.read(position);
  const came = body.kind === "entry-received" ? body.verdict.outcome : null;
  return came === "held" && isDeepStrictEqual(verdict, first.verdict);
}

/** @param position of the event that brought the deposit */
const correctionsOf = (position: number, context: Context) =>
  eventsAbout(position, context).flatMap(({ body }) =>
    body.kind === "deposit-corrected" ? [body] : [],
  );
