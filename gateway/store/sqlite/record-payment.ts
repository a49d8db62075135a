import { decimalOf } from "#contract/decimal.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { householdAccount, producerAccount } from "../../journal/account.ts";
import { transfer } from "../../ledger/posting.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { unknownHousehold } from "../../registry/decide.ts";
import type { Done } from "./act.ts";
import type { Context } from "./context.ts";
import { int } from "./row.ts";

/** A household spends credits at a producer: what it holds, and each sale once. */
export function recordPayment(
  act: ActOf<"payment-record">,
  context: Context,
): Result<Done, Refusal> {
  const refusal = refusalOf(act, context);
  if (refusal !== null) return refusal;
  const { household, producer, amount, reference } = act;
  const body = { kind: "payment-recorded", household, producer, amount, reference } as const;
  const position = context.append(act.at, act.actor, body);
  context.db.prepare("INSERT INTO payment VALUES (?, ?, ?)").run(producer, reference, position);
  const [from, to] = [householdAccount(household), producerAccount(producer)];
  context.post(position, act.at, transfer(context.credit, amount, from, to));
  return ok({ position, body });
}

function refusalOf(
  { household, producer, amount, reference }: ActOf<"payment-record">,
  { registry, ledger, credit, db, facts }: Context,
) {
  const refused = (code: string, message: string) => fail({ code, message });
  if (!registry.households.has(household)) return unknownHousehold(household);
  if (!registry.producers.has(producer)) {
    const mend = `enrol it first with "producer add ${producer}"`;
    return refused("no-such-producer", `There is no producer ${producer}: ${mend}.`);
  }
  const taken = db
    .prepare("SELECT position FROM payment WHERE producer = ? AND reference = ?")
    .get(producer, reference);
  if (taken !== undefined) {
    const where = `event ${int(taken, "position")}`;
    return refused(
      "paid-already",
      `Sale ${reference} of ${producer} was paid already, by ${where}.`,
    );
  }
  const balance = ledger.balance(householdAccount(household), credit);
  if (amount <= balance) return null;
  const { code, minorUnits } = facts.currency;
  const written = (credits: number) => `${decimalOf(credits, minorUnits)} ${code}`;
  const message = `Household ${household} holds ${written(balance)}, which is less than ${written(amount)}.`;
  return refused("too-little", message);
}
