import { parseDepositId } from "../journal/deposit-id.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

/** What people say a deposit was. Of one that is held, they say so by name: "held release". */
export async function correctDeposit(
  { deposit, held, correction, reason, approver }: CommandOf<"deposit-correct">,
  acting: Acting,
  context: AdminContext,
): Promise<Outcome> {
  const { store, scheme } = context;
  const id = parseDepositId(deposit, scheme.name);
  if (!id.ok) return refused("no-such-deposit", id.problem);
  if (held && !(await waits(id.value, context))) {
    const change = correction.strikeOut ? "deposit strike-out" : "deposit correct";
    const mend = `"held list" shows what does, and "${change}" changes what counts already`;
    return refused("not-held", `Deposit ${deposit} does not wait for a person: ${mend}.`);
  }
  const done = await store.act({
    ...acting,
    kind: "deposit-correct",
    ...{ deposit, correction, reason, approver },
  });
  return done.ok ? answer({ deposit, event: done.value.position }, done.value.text) : done;
}

type Id = Extract<ReturnType<typeof parseDepositId>, { ok: true }>["value"];

async function waits(id: Id, { store }: AdminContext): Promise<boolean> {
  // What people enter themselves is never held.
  if ("slip" in id) return false;
  const [held, aside] = await Promise.all([store.heldDeposits(), store.setAside()]);
  const isMeant = (row: (typeof held)[number] | (typeof aside)[number]) =>
    row.station === id.station &&
    row.seq === id.seq &&
    (row.chainNumber === id.chain || row.chain === id.chain);
  // Only the hash tells what was set aside from the deposit that took its id.
  const lies = aside.some((row) => !row.decided && isMeant(row) && row.hash === id.hash);
  return lies || (id.hash === null && held.some(isMeant));
}
