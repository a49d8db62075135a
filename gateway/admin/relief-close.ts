import { signJws } from "#contract/jws.ts";
import { digestOfYear } from "../store/digest-of-year.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

/** Freezes the draft as it is now, and signs its digest with the gateway's key. */
export async function closeYear(
  { year, decision, approver }: CommandOf<"relief-close">,
  acting: Acting,
  { store, keyring, scheme }: AdminContext,
): Promise<Outcome> {
  const digest = digestOfYear(await store.reliefYear(year));
  const claim = JSON.stringify({ v: 1, scheme: scheme.name, year, digest });
  const signature = signJws("qamama-year", claim, keyring.signing());
  const act = { ...acting, kind: "year-close", year, decision, digest, signature } as const;
  const done = await store.act({ ...act, approver });
  if (!done.ok) return done;
  return answer({ year, decision, digest, event: done.value.position }, done.value.text);
}
