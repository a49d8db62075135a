import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

export async function publishRule(
  { rule, approver }: CommandOf<"relief-rule-publish">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "relief-rule-publish", rule, approver });
  if (!done.ok) return done;
  const { id, validFrom } = rule;
  return answer({ rule: id, validFrom, event: done.value.position }, done.value.text);
}

export async function withdrawRule(
  { rule, approver }: CommandOf<"relief-rule-withdraw">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "relief-rule-withdraw", rule, approver });
  return done.ok ? answer({ rule, event: done.value.position }, done.value.text) : done;
}
