import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

export async function addHousehold(
  { household, members }: CommandOf<"household-add">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "household-add", household, members });
  if (!done.ok) return done;
  return answer({ household, members, event: done.value.position }, done.value.text);
}
