import { assert } from "#contract/assert.ts";
import { MilliPoints } from "#contract/units.ts";
import { cardOf, POINTS } from "../../journal/account.ts";
import type { DepositRow } from "../deposit-row.ts";
import { type EnteredRow, LISTED, type Listed, type YearReview } from "../year-review.ts";
import type { Context } from "./context.ts";
import { depositNow, openDisputes } from "./disputes.ts";
import { balances, rowOf } from "./reads.ts";
import { int } from "./row.ts";

/** What of a year waits for people, or will earn nothing. */
export function reviewOf(year: number, context: Context): YearReview {
  return {
    held: depositsWhere(
      "outcome = 'held' AND (weighed_date IS NULL OR weighed_date BETWEEN ? AND ?)",
      year,
      context,
    ),
    disputed: disputedIn(year, context),
    late: lateIn(year, context),
    unverified: depositsWhere(
      "' ' || reasons || ' ' LIKE '% unverified-scale %' AND weighed_date BETWEEN ? AND ?",
      year,
      context,
    ),
    entered: enteredIn(year, context),
    unclaimed: unclaimedIn(year, context),
  };
}

/** @param condition takes the year's first and last date */
function depositsWhere(condition: string, year: number, context: Context): Listed<DepositRow> {
  const found = context.db
    .prepare(
      `SELECT chain, seq FROM entry WHERE kind = 'deposit' AND ${condition} ORDER BY position`,
    )
    .all(`${year}-01-01`, `${year}-12-31`);
  const first = found.slice(0, LISTED).map((row) => {
    const record = context.entries.find(int(row, "chain"), int(row, "seq"));
    assert(record !== null, "an entry that was just found");
    return rowOf(record, context);
  });
  return { count: found.length, first };
}

function disputedIn(year: number, context: Context): YearReview["disputed"] {
  const all = openDisputes(context).filter(
    ({ date }) => date === null || date.startsWith(`${year}-`),
  );
  return { count: all.length, first: all.slice(0, LISTED) };
}

/** By their last decision: what people struck out counts for no year. */
function lateIn(year: number, context: Context): YearReview["late"] {
  const found = context.db
    .prepare(`
      SELECT position FROM entry
      WHERE kind = 'deposit' AND weighed_date BETWEEN ?1 AND ?2 AND relief_year > ?3
        AND position NOT IN (SELECT deposit FROM standing)
      UNION ALL
      SELECT deposit AS position FROM standing
      WHERE json_extract(data, '$.weighing.date') BETWEEN ?1 AND ?2
        AND json_extract(data, '$.verdict.reliefYear') > ?3
      ORDER BY position`)
    .all(`${year}-01-01`, `${year}-12-31`, year);
  const first = found.slice(0, LISTED).map((row) => {
    const { named, standing } = depositNow(int(row, "position"), context);
    return { ...named, reliefYear: standing?.verdict.reliefYear ?? year };
  });
  return { count: found.length, first };
}

function enteredIn(year: number, context: Context): YearReview["entered"] {
  const positions = context.slips.weighedBetween(`${year}-01-01`, `${year}-12-31`);
  const first = positions.slice(0, LISTED).map((position) => enteredRow(position, context));
  return { count: positions.length, first };
}

function enteredRow(position: number, { journal, standings }: Context): EnteredRow {
  const { actor, body } = journal.read(position);
  const now = standings.find(position);
  assert(body.kind === "deposit-entered" && now !== null, "a slip was entered");
  const { station, slip, reason, weighing, approval } = body;
  const { stream, net } = now.deposit ?? body.deposit;
  const { holder, reasons } = now.verdict;
  const by = { actor, approver: approval.approver, reason };
  return { station, slip, date: weighing.date, stream, net, holder, reasons, ...by };
}

function unclaimedIn(year: number, context: Context): YearReview["unclaimed"] {
  const ending = `:relief:${year}`;
  const all = balances(context, `unclaimed:*${ending}`).flatMap(({ account, asset, amount }) => {
    const card = cardOf(account.slice(0, -ending.length));
    return card === null || asset !== POINTS ? [] : [{ card, points: MilliPoints(amount) }];
  });
  return { count: all.length, first: all.slice(0, LISTED) };
}
