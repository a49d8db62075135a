import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { deposit } from "#contract/deposit.ts";
import { grams } from "#contract/fields.ts";
import { gradedGrams, verdict, weighing } from "../../journal/deposit-events.ts";
import { int, text } from "./row.ts";

const weight = grams(Number.MAX_SAFE_INTEGER);
/** As people say it was: of 0 g, or of no scale, no card and no attendant, as no station may send it. */
const known = z.strictObject({ ...deposit.shape, gross: weight, net: weight });

/** A deposit as it counts now, since people decided about it. */
const standing = z.strictObject({
  /** What was weighed, corrected; null where nobody could read it. */
  deposit: known.nullable(),
  weighing: weighing.nullable(),
  verdict,
  /** What it adds to its holder's month; null: nothing. */
  part: z
    .strictObject({ reliefYear: z.int(), credit: gradedGrams, points: gradedGrams })
    .nullable(),
  /** g of the holder's month once it was decided. */
  month: gradedGrams.nullable(),
  struckOut: z.boolean(),
  /** True where people said whose it is, and not a card. */
  given: z.boolean(),
});
export type Standing = z.output<typeof standing>;

export type StandingTable = {
  /** @param position of the event that brought the deposit */
  find(position: number): Standing | null;
  /** Positions of the events that brought what people have decided about. */
  all(): readonly number[];
  set(position: number, correction: number, standing: Standing): void;
  /** Counted anew, while the correction stays the last one. */
  revise(position: number, standing: Standing): void;
};

export function openStandingTable(db: DatabaseSync): StandingTable {
  const sql = {
    find: db.prepare("SELECT data FROM standing WHERE deposit = ?"),
    all: db.prepare("SELECT deposit FROM standing ORDER BY deposit"),
    revise: db.prepare("UPDATE standing SET data = ? WHERE deposit = ?"),
    set: db.prepare("INSERT OR REPLACE INTO standing VALUES (?, ?, ?)"),
  };
  return {
    find(position) {
      const row = sql.find.get(position);
      return row === undefined ? null : standing.parse(JSON.parse(text(row, "data")));
    },
    all: () => sql.all.all().map((row) => int(row, "deposit")),
    revise(position, it) {
      sql.revise.run(JSON.stringify(it), position);
    },
    set(position, correction, it) {
      sql.set.run(position, correction, JSON.stringify(it));
    },
  };
}
