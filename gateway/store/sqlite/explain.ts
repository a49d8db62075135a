import { assert } from "#contract/assert.ts";
import type { Deposit } from "#contract/deposit.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import { depositAsSaid } from "../../deposit/as-said.ts";
import { correctedDeposit, depositByHand } from "../../deposit/corrected.ts";
import { gradedGrams, isPaid } from "../../deposit/decide-deposit.ts";
import { cardOf, householdOf } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { Correction } from "../../journal/correction.ts";
import type { Verdict, Weighing } from "../../journal/deposit-events.ts";
import type { EventOf, JournalEvent } from "../../journal/event.ts";
import { type GradedGrams, NO_GRAMS, worthOf } from "../../month/month.ts";
import type { Refusal } from "../../registry/act.ts";
import { membersIn } from "../../registry/registry.ts";
import { monthTerms, streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { ExplainedStep, Explanation } from "../explanation.ts";
import { eventsAbout } from "./about-deposit.ts";
import type { Context } from "./context.ts";
import { disputeStep } from "./dispute-step.ts";
import {
  type EnteredDeposit,
  type FoundDeposit,
  findDeposit,
  nameOf,
  type SentDeposit,
} from "./find-deposit.ts";
import { int } from "./row.ts";

/** Every decision about a deposit, from the event that brought it to the last correction. */
export function explain(name: string, context: Context): Result<Explanation, Refusal> {
  const found = findDeposit(name, context);
  if (!found.ok) return found;
  const steps = [...firstSteps(found.value, context), ...laterSteps(found.value, context)];
  if (steps.length > 0) return ok({ deposit: nameOf(found.value, context), steps });
  const message = `Nobody has decided about ${name} yet: it lies in quarantine.`;
  return fail({ code: "undecided", message });
}

/** What a step knew and decided. */
type Decided = {
  readonly event: JournalEvent;
  readonly deposit: Deposit;
  readonly weighing: Weighing | null;
  readonly verdict: Verdict;
  /** g of the holder's month after it. */
  readonly after: GradedGrams | null;
};

function firstSteps(found: FoundDeposit, context: Context): readonly ExplainedStep[] {
  return found.slip === null ? sentSteps(found, context) : [enteredStep(found, context)];
}

function enteredStep({ position }: EnteredDeposit, context: Context): ExplainedStep {
  const event = context.journal.read(position);
  assert(event.body.kind === "deposit-entered", "a slip was entered");
  const { slip, weighing, verdict, month: after } = event.body;
  const deposit = depositAsSaid(event.body.deposit, slip);
  const step = stepOf({ event, deposit, weighing, verdict, after }, "entered", context);
  return { ...step, ...decidedBy(event.body), slip };
}

const decidedBy = ({ reason, approval: { approver, singlePerson } }: DecidedByPeople) => ({
  reason,
  approver,
  singlePerson,
});
type DecidedByPeople = Pick<EventOf<"deposit-corrected">, "reason" | "approval">;

function sentSteps(found: SentDeposit, context: Context): readonly ExplainedStep[] {
  const { entry, record, position } = found;
  if (record === null || entry === null) return [];
  const event = context.journal.read(position);
  assert(event.body.kind === "entry-received", "a record came as an entry");
  const { weighing, verdict } = event.body;
  const was = verdict.outcome === "posted" ? record.month : null;
  const received = stepOf(
    { event, deposit: entry.data, weighing, verdict, after: was },
    "received",
    context,
  );
  const dated = datingOf(found, context);
  if (dated === null) return [received];
  const { weighing: known, verdict: decided } = dated.body;
  const facts = { ...dated, deposit: entry.data, weighing: known, verdict: decided };
  const after = decided.outcome === "posted" ? record.month : null;
  return [received, stepOf({ ...facts, after }, "dated", context)];
}

function datingOf({ chain, seq }: SentDeposit, { db, journal }: Context) {
  const row = db
    .prepare(`
      SELECT position FROM event WHERE kind = 'entry-dated'
        AND json_extract(data, '$.chain') = ? AND json_extract(data, '$.seq') = ?`)
    .get(chain.chain, seq);
  if (row === undefined) return null;
  const event = journal.read(int(row, "position"));
  const { body } = event;
  return body.kind === "entry-dated" ? { event, body } : null;
}

function laterSteps(found: FoundDeposit, context: Context): Explanation["steps"] {
  let deposit = cameAs(found, context);
  return eventsAbout(found.position, context).flatMap((event): Explanation["steps"] => {
    const { body } = event;
    const dispute = disputeStep(event);
    if (dispute !== null) return [dispute];
    assert(body.kind === "deposit-corrected", "found by its kind");
    deposit = asPeopleSay(deposit, body.correction);
    if (deposit === null) return [];
    const { weighing, verdict, month: after } = body;
    const step = stepOf({ event, deposit, weighing, verdict, after }, "corrected", context);
    return [{ ...step, ...decidedBy(body) }];
  });
}

function asPeopleSay(known: Deposit | null, correction: Correction): Deposit | null {
  if (known !== null) return correctedDeposit(known, correction);
  const said = depositByHand(correction);
  return said.ok ? said.value : null;
}

/** Null where it could not be read. */
function cameAs({ position, entry }: FoundDeposit, { journal }: Context): Deposit | null {
  if (entry !== null) return entry.data;
  const { body } = journal.read(position);
  return body.kind === "deposit-entered" ? depositAsSaid(body.deposit, body.slip) : null;
}

function stepOf(decided: Decided, what: ExplainedStep["what"], context: Context): ExplainedStep {
  const { event, deposit, weighing, verdict } = decided;
  const { stream, grade, net, gross, tare, scale } = deposit;
  const { outcome, reasons, holder, credited, points, reliefYear } = verdict;
  const month = weighing === null ? null : monthOf(weighing.date);
  const tariff = month === null ? null : tariffIn(month, context.registry.tariffs);
  const label = (tariff === null ? undefined : streamIn(tariff, stream)?.label) ?? null;
  return {
    ...{ position: event.position, at: event.at, what, actor: event.actor },
    ...{ approver: null, singlePerson: false, reason: null, slip: null },
    ...{ outcome, reasons, holder, credited, points, reliefYear },
    date: weighing?.date ?? null,
    ...{ stream, grade, net, label: label ?? { ar: stream, en: stream } },
    weighing: scale === null ? null : { gross, tare, scale },
    month: workingOf(decided, context),
  };
}

function workingOf(
  { deposit, weighing, verdict, after }: Decided,
  { registry }: Context,
): ExplainedStep["month"] {
  if (weighing === null || verdict.holder === null || after === null) return null;
  const month = monthOf(weighing.date);
  const tariff = tariffIn(month, registry.tariffs);
  const stream = tariff === null ? undefined : streamIn(tariff, deposit.stream);
  if (tariff === null || stream === undefined) return null;
  const household = cardOf(verdict.holder) === null ? householdOf(verdict.holder) : null;
  const members = household === null ? null : membersIn(registry, household, month);
  const terms = monthTerms(tariff, stream, members);
  const own = isPaid(verdict.reasons) ? gradedGrams(deposit) : NO_GRAMS;
  const before = { a: Grams(after.a - own.a), b: Grams(after.b - own.b) };
  const worth = (grams: GradedGrams) =>
    worthOf([{ reliefYear: 0, credit: grams, points: grams }], terms).credit;
  return {
    ...{ month, tariff: tariff.id, before, after, capGrams: terms.cap },
    gradeFactors: terms.gradeFactors,
    rateMinorUnitsPerKg: terms.rate,
    pointsPerKg: terms.pointsPerKg,
    creditBefore: worth(before),
    creditAfter: worth(after),
  };
}
