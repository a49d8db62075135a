import { slipIdOf } from "../journal/deposit-id.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

/** A deposit that no station sent, under the number of its slip. */
export async function enterDeposit(
  command: CommandOf<"deposit-enter">,
  acting: Acting,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, ...command });
  if (!done.ok) return done;
  const deposit = `${scheme.name}/${slipIdOf(command)}`;
  return answer({ deposit, event: done.value.position }, done.value.text);
}
