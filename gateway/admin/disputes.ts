import { kilogramsOf } from "#contract/decimal.ts";
import type { EpochMs } from "#contract/units.ts";
import type { DisputeRow } from "../store/dispute-row.ts";
import type { CommandOf } from "./command.ts";
import { type Acting, type AdminContext, minuteOf } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";
import { tableOf } from "./table.ts";

const DAY_MS = 86_400_000;

export async function disputeDeposit(
  { deposit, reason }: CommandOf<"deposit-dispute">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "deposit-dispute", deposit, reason });
  return done.ok ? answer({ deposit, event: done.value.position }, done.value.text) : done;
}

export async function dismissDispute(
  { deposit, reason, approver }: CommandOf<"dispute-dismiss">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "dispute-dismiss", deposit, reason, approver });
  return done.ok ? answer({ deposit, event: done.value.position }, done.value.text) : done;
}

/** What waits to be settled, the oldest first, with its age in whole days. */
export async function listDisputes({ store, now }: AdminContext): Promise<Outcome> {
  const time = now();
  const disputes = (await store.disputes()).map((row) => disputeJson(row, time));
  return answer({ disputes }, disputes.length === 0 ? "Nothing is disputed." : tableIn(disputes));
}

const disputeJson = ({ deposit, since, by, reason, date, bag }: DisputeRow, now: EpochMs) => ({
  ...{ deposit, since, by, reason, date },
  days: Math.max(0, Math.floor((now - Date.parse(since)) / DAY_MS)),
  stream: bag?.stream ?? null,
  grams: bag?.net ?? null,
});

const tableIn = (disputes: readonly ReturnType<typeof disputeJson>[]): string =>
  tableOf(
    ["deposit", "stream", "weight", "weighed", "disputed (UTC)", "days", "noted by", "why"],
    disputes.map(({ deposit, stream, grams, date, since, days, by, reason }) => [
      deposit,
      stream ?? "-",
      grams === null ? "-" : kilogramsOf(grams),
      date ?? "-",
      minuteOf(since),
      days,
      by,
      reason,
    ]),
  );
