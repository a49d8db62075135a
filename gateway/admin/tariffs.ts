import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

export async function publishTariff(
  { tariff, approver }: CommandOf<"tariff-publish">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "tariff-publish", tariff, approver });
  if (!done.ok) return done;
  const { id, validFrom } = tariff;
  return answer({ tariff: id, validFrom, event: done.value.position }, done.value.text);
}

export async function withdrawTariff(
  { tariff, approver }: CommandOf<"tariff-withdraw">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "tariff-withdraw", tariff, approver });
  return done.ok ? answer({ tariff, event: done.value.position }, done.value.text) : done;
}
