import { assert } from "#contract/assert.ts";
import { EpochMs } from "#contract/units.ts";
import { binAccount, gramsAsset } from "../../journal/account.ts";
import { type Posting, transfer } from "../../ledger/posting.ts";
import type { Context } from "./context.ts";
import { countAnew } from "./count-anew.ts";
import { decideWeighed, holderOf, monthKeyOf } from "./decide-entry.ts";
import { depositRowOf } from "./deposit-row.ts";
import type { EntryRecord } from "./entry-table.ts";
import { standingAt } from "./standing-of.ts";
import { storedDeposit } from "./stored-deposit.ts";

/**
 * A scheme's first tariff may begin with the current month: its earlier deposits are decided anew.
 *
 * @param validFrom `YYYY-MM`
 */
export function payEarlierDeposits(
  validFrom: string,
  at: EpochMs,
  context: Context,
): readonly Posting[] {
  const decidedByPeople = context.standings
    .all()
    .flatMap((position) => countCorrectedAnew(position, `${validFrom}-01`, at, context));
  const unpaid = context.entries.unpaidSince(`${validFrom}-01`);
  const decidedAlone = unpaid.flatMap((record) =>
    context.standings.find(record.position) === null ? decideUnpaidAnew(record, context) : [],
  );
  return [...decidedByPeople, ...decidedAlone];
}

/** What people decided about stands as they decided; only what it earns is new. */
function countCorrectedAnew(
  position: number,
  from: string,
  decidedAt: EpochMs,
  context: Context,
): readonly Posting[] {
  const standing = standingAt(position, context);
  const unpaid = standing?.verdict.reasons.includes("not-paid") === true;
  if (standing === null || !unpaid || (standing.weighing?.date ?? "") < from) return [];
  const { at, body } = context.journal.read(position);
  assert("station" in body, "a deposit came to a station");
  const { station } = body;
  const receivedAt = EpochMs(Date.parse(at));
  const change = { before: standing, after: standing, station, receivedAt, decidedAt };
  const { standing: anew, postings } = countAnew(change, context);
  context.standings.revise(position, anew);
  return postings;
}

function decideUnpaidAnew(record: EntryRecord, context: Context): readonly Posting[] {
  const { weighing, verdict } = record;
  assert(verdict.credited === 0, `entry ${record.seq} of chain ${record.chain} was paid`);
  const stored = storedDeposit(record, context);
  const { entry, chain, receivedAt: arrivedAt } = stored;
  const { stream, net } = entry.data;
  const { station } = chain;
  // Its grams stand by now with the household that has claimed the card, not where they were posted.
  const holder = holderOf(entry.data, weighing, context).account;
  const key = monthKeyOf(entry.data, weighing, holder);
  assert(key !== null, "what was posted is dated");
  const { reliefYear } = verdict;
  assert(reliefYear !== null, "what was posted counts for a year");
  context.ledger.record(key, reliefYear, { grams: -net, deposits: -1 });
  const undone = transfer(gramsAsset(stream), net, binAccount(station, stream), holder);
  const weighed = {
    entry,
    station,
    chainRevoked: false,
    cardInDoubt: false,
    arrivedAt,
    decidedAt: arrivedAt,
    weighing,
  };
  const decided = decideWeighed(weighed, context);
  const anew = { ...record, verdict: decided.verdict, month: decided.month };
  context.entries.decideAnew(anew);
  context.change.deposits.push(depositRowOf(anew, stored, context));
  return [...undone, ...decided.postings];
}
