import { utcTime } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import type { Weighing } from "../../journal/deposit-events.ts";
import type { Context } from "./context.ts";
import type { SentDeposit } from "./find-deposit.ts";
import { int } from "./row.ts";

const HOUR_MS = 3_600_000;

/** A person says on which day it was weighed: that day's noon, as far as its neighbours in the chain allow. */
export function weighedByHand(
  date: string,
  { chain, seq, receivedAt }: SentDeposit,
  { db, dateOf }: Context,
): Result<Weighing, string> {
  const noon = noonOf(date, dateOf);
  if (noon === null) return fail(`${date} is no day of the calendar.`);
  const neighbour = (side: "<" | ">", order: "DESC" | "ASC") => {
    const sql = `SELECT weighed_at AS time FROM entry WHERE chain = ? AND seq ${side} ?
      AND weighed_at IS NOT NULL ORDER BY seq ${order} LIMIT 1`;
    const row = db.prepare(sql).get(chain.id, seq);
    return row === undefined ? null : int(row, "time");
  };
  const [before, after] = [neighbour("<", "DESC"), neighbour(">", "ASC")];
  const latest = Math.min(after ?? receivedAt, receivedAt);
  const time = EpochMs(Math.max(before ?? 0, Math.min(noon, latest)));
  if (dateOf(time) === date) return ok({ time: utcTime(time), date, from: "person" });
  const [from, to] = [dateOf(EpochMs(before ?? 0)), dateOf(EpochMs(latest))];
  const since = before === null ? "" : `not before ${from} and `;
  return fail(`It was weighed ${since}not after ${to}, as its neighbours in the journal say.`);
}

/**
 * Noon in UTC or, far from Greenwich, some hours off: no clock change moves it to another day, so a
 * replay under later rules of the zone finds the same. Null for what is no day of the calendar.
 */
export function noonOf(date: string, dateOf: Context["dateOf"]): number | null {
  const noon = Date.parse(`${date}T12:00:00.000Z`);
  if (Number.isNaN(noon)) return null;
  const hours = [0, -6, 6].map((hour) => noon + hour * HOUR_MS);
  return hours.find((time) => dateOf(EpochMs(time)) === date) ?? null;
}
