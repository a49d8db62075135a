import { decimalOf } from "#contract/decimal.ts";
import { parseAmount } from "./amount.ts";
import type { CommandOf } from "./command.ts";
import type { Acting, AdminContext } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";

export async function addPerson(
  { person, approver }: CommandOf<"person-add">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "person-add", person, approver });
  return done.ok ? answer({ person, event: done.value.position }, done.value.text) : done;
}

export async function addProducer(
  { producer }: CommandOf<"producer-add">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "producer-enrol", producer });
  return done.ok ? answer({ producer, event: done.value.position }, done.value.text) : done;
}

/** The journal's answer says from which month on. */
export async function resizeHousehold(
  { household, members }: CommandOf<"household-resize">,
  acting: Acting,
  { store }: AdminContext,
): Promise<Outcome> {
  const done = await store.act({ ...acting, kind: "household-resize", household, members });
  if (!done.ok) return done;
  return answer({ household, members, event: done.value.position }, done.value.text);
}

export async function recordPayment(
  { household, producer, amount: written, reference }: CommandOf<"payment-record">,
  acting: Acting,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const amount = parseAmount(written, scheme.currency);
  if (!amount.ok) return refused("bad-amount", amount.problem);
  const payment = { household, producer, amount: amount.value, reference };
  const done = await store.act({ ...acting, kind: "payment-record", ...payment });
  if (!done.ok) return done;
  const data = { household, producer, amountMinorUnits: amount.value, reference };
  const { code, minorUnits } = scheme.currency;
  const sum = `${decimalOf(amount.value, minorUnits)} ${code}`;
  const text = `Household ${household} paid ${sum} to ${producer}, for sale ${reference}.`;
  return answer({ ...data, event: done.value.position }, text);
}
