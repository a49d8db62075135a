import { assert } from "#contract/assert.ts";
import type { DisputeRow, NamedDeposit } from "../dispute-row.ts";
import type { Context } from "./context.ts";
import type { OpenDispute } from "./dispute-table.ts";
import { depositAt, nameOf } from "./find-deposit.ts";
import { standingOf } from "./standing-of.ts";
import type { Standing } from "./standing-table.ts";

/** What is disputed and not settled, the oldest first. */
export const openDisputes = (context: Context): readonly DisputeRow[] =>
  context.disputes.all().map((it) => rowOf(it, context));

function rowOf({ deposit, dispute }: OpenDispute, context: Context): DisputeRow {
  const { at, actor, body } = context.journal.read(dispute);
  assert(body.kind === "deposit-disputed", `event ${dispute} disputes nothing`);
  const { named } = depositNow(deposit, context);
  return { ...named, since: at, by: actor, reason: body.reason };
}

/** @param position of the event that brought the deposit */
export function depositNow(
  position: number,
  context: Context,
): { readonly named: NamedDeposit; readonly standing: Standing | null } {
  const found = depositAt(position, context);
  const standing = standingOf(found, context);
  const bag = standing?.deposit ?? null;
  const named = {
    deposit: nameOf(found, context),
    date: standing?.weighing?.date ?? null,
    bag: bag && { stream: bag.stream, net: bag.net },
  };
  return { named, standing };
}
