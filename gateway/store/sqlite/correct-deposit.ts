import { fail, ok, type Result } from "#contract/result.ts";
import { MilliPoints, MinorUnits } from "#contract/units.ts";
import { correctedDeposit, depositByHand } from "../../deposit/corrected.ts";
import { totalPoints } from "../../deposit/decide-deposit.ts";
import type { EventOf } from "../../journal/event.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { unknownHousehold } from "../../registry/decide.ts";
import type { Done } from "./act.ts";
import type { Context } from "./context.ts";
import { countAnew, type Recount } from "./count-anew.ts";
import { weighedByHand } from "./day-of-weighing.ts";
import { correctExpired } from "./expire-credits.ts";
import { type FoundDeposit, findDeposit, namedIn, type SentDeposit } from "./find-deposit.ts";
import { rowNow } from "./row-now.ts";
import { holderOfStanding, standingOf } from "./standing-of.ts";
import type { Standing } from "./standing-table.ts";

type Correct = ActOf<"deposit-correct">;

/**
 * Two people say what a deposit really was: the difference that this makes to its month, or months, is
 * posted. What was held is released, or struck out; it is never held again.
 */
export function correctDeposit(act: Correct, context: Context): Result<Done, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const found = findDeposit(act.deposit, context);
  if (!found.ok) return found;
  const asked = askedFor(act, found.value, context);
  if (!asked.ok) return asked;
  const { before, after } = asked.value;
  const recount = countAnew({ before, after, ...found.value, decidedAt: act.at }, context);
  const body = {
    kind: "deposit-corrected",
    ...namedIn(found.value),
    ...{ correction: act.correction, reason: act.reason, approval: approval.value },
    ...{ weighing: recount.standing.weighing, verdict: recount.standing.verdict },
    month: recount.standing.month,
    differences: differencesIn(recount),
  } as const;
  const expired = correctExpired(found.value.position, body.differences, context);
  const position = context.append(act.at, act.actor, body);
  context.post(position, act.at, [...recount.postings, ...expired]);
  keep(found.value, recount.standing, position, context);
  return ok({ position, body });
}

/** What stands now, and what shall stand; in `after` only what people say is new. */
type Asked = { readonly before: Standing | null; readonly after: Omit<Standing, "part" | "month"> };

function askedFor(
  { deposit: name, correction }: Correct,
  found: FoundDeposit,
  context: Context,
): Result<Asked, Refusal> {
  const { household, strikeOut } = correction;
  if (household !== undefined && !context.registry.households.has(household)) {
    return unknownHousehold(household);
  }
  const before = standingOf(found, context);
  const known = before?.deposit ?? null;
  const read = known === null && !strikeOut ? depositByHand(correction) : ok(known);
  if (!read.ok) return refused(name, read.problem);
  const weighing = weighingFor(correction.weighedOn, before, found, context);
  if (!weighing.ok) return refused(name, weighing.problem);
  const deposit = read.value === null ? null : correctedDeposit(read.value, correction);
  const verdict = before?.verdict ?? NOTHING;
  const facts = { deposit, weighing: weighing.value, verdict };
  const holder = holderOfStanding(facts, household, context)?.account ?? null;
  const given = household !== undefined || (before?.given ?? false);
  const after = { ...facts, verdict: { ...verdict, holder }, struckOut: strikeOut, given };
  const fault = faultOf(before, after) ?? takenSlip(found, after, context);
  return fault === null ? ok({ before, after }) : refused(name, fault);
}

const NOTHING: Standing["verdict"] = {
  outcome: "held",
  reasons: [],
  holder: null,
  credited: null,
  points: null,
  reliefYear: null,
};

function weighingFor(
  date: string | undefined,
  before: Standing | null,
  found: FoundDeposit,
  context: Context,
): Result<Standing["weighing"], string> {
  const known = before?.weighing ?? null;
  if (date === undefined) return ok(known);
  if (found.slip !== null) {
    return fail("A slip keeps its day: strike it out, and enter it under another number.");
  }
  if (known !== null) return fail(`It is known to be weighed on ${known.date}.`);
  return weighedByHand(date, found, context);
}

function faultOf(before: Standing | null, after: Asked["after"]): string | null {
  const { deposit, weighing, verdict, struckOut } = after;
  if (struckOut) return before?.struckOut === true ? "It is struck out already." : null;
  if (weighing === null) return "No clock says when it was weighed: say on which day.";
  if (verdict.holder === null) return "It came without a card: say whose household it is.";
  if (before === null || before.verdict.outcome !== "posted" || before.struckOut) return null;
  const [was, is] = [before.deposit, deposit];
  const same = was?.net === is?.net && was?.stream === is?.stream && was?.grade === is?.grade;
  return same && before.verdict.holder === verdict.holder ? "This changes nothing." : null;
}

/** One slip counts once, however often it was typed in at its station or entered here. */
function takenSlip(found: FoundDeposit, after: Asked["after"], context: Context): string | null {
  const id = typedSlip(found, after);
  if (id === null || after.struckOut) return null;
  const other = context.countedSlips.find(id) ?? context.slips.find(id);
  return other === null || other === found.position
    ? null
    : `Slip ${id.slip} counts already, by event ${other}: strike this one out.`;
}

/** null: it was weighed, or people entered it here. */
function typedSlip(
  { station, slip: entered }: FoundDeposit,
  { deposit }: Pick<Standing, "deposit">,
) {
  if (entered !== null || deposit?.capture !== "manual" || deposit.slip === null) return null;
  return { station, slip: deposit.slip };
}

const refused = (name: string, why: string) =>
  fail({ code: "cannot-correct", message: `Deposit ${name}: ${why}` });

/** One sum for each holder. */
function differencesIn({ moved }: Recount): EventOf<"deposit-corrected">["differences"] {
  const holders = [...new Set(moved.map(({ holder }) => holder))];
  return holders.map((holder) => {
    const its = moved.filter((one) => one.holder === holder);
    const credited = its.reduce((sum, one) => sum + one.credited, 0);
    const points = its.reduce((sum, one) => sum + totalPoints(one.points), 0);
    return { holder, credited: MinorUnits(credited), points: MilliPoints(points) };
  });
}

/**
 * What was held shows in its receipt what became of it; any other receipt stays as it was given. What was
 * disputed is settled.
 */
function keep(found: FoundDeposit, standing: Standing, position: number, context: Context): void {
  context.standings.set(found.position, position, standing);
  context.disputes.settle(found.position);
  const typed = typedSlip(found, standing);
  if (standing.struckOut) context.countedSlips.release(found.position);
  else if (typed !== null) context.countedSlips.count(typed, found.position);
  if (found.slip === null) showSent(found, standing, context);
}

function showSent(found: SentDeposit, standing: Standing, context: Context): void {
  const { record, entry, chain, seq } = found;
  if (record?.verdict.outcome === "held") {
    const { weighing, verdict, month } = standing;
    context.entries.decideAnew({ ...record, weighing, verdict, month });
    if (entry !== null) {
      const { id, station } = chain;
      context.clocks.settle({ station, boot: entry.at.boot }, { chain: id, seq });
    }
  }
  const now = context.entries.find(chain.id, seq);
  if (record !== null && entry !== null && now !== null) {
    context.change.deposits.push(rowNow(now, context));
  }
}
