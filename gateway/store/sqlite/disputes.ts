import { assert } from "#contract/assert.ts";
import type { DisputeRow } from "../dispute-row.ts";
import type { Context } from "./context.ts";
import type { OpenDispute } from "./dispute-table.ts";
import { depositAt, nameOf } from "./find-deposit.ts";
import { standingOf } from "./standing-of.ts";

/** What is disputed and not settled, the oldest first. */
export const openDisputes = (context: Context): readonly DisputeRow[] =>
  context.disputes.all().map((it) => rowOf(it, context));

function rowOf({ deposit, dispute }: OpenDispute, context: Context): DisputeRow {
  const { at, actor, body } = context.journal.read(dispute);
  assert(body.kind === "deposit-disputed", `event ${dispute} disputes nothing`);
  const found = depositAt(deposit, context);
  const now = standingOf(found, context);
  const bag = now?.deposit ?? null;
  return {
    deposit: nameOf(found, context),
    ...{ since: at, by: actor, reason: body.reason },
    date: now?.weighing?.date ?? null,
    bag: bag && { stream: bag.stream, net: bag.net },
  };
}
