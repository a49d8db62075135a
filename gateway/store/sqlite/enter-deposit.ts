import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { utcTime } from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import { depositAsSaid } from "../../deposit/as-said.ts";
import { householdAccount } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import type { Weighing } from "../../journal/deposit-events.ts";
import type { ActOf, Refusal } from "../../registry/act.ts";
import { approve } from "../../registry/approve.ts";
import { unknownHousehold, unknownStation } from "../../registry/decide.ts";
import { streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { Done } from "./act.ts";
import type { Context } from "./context.ts";
import { countAnew } from "./count-anew.ts";
import { noonOf } from "./day-of-weighing.ts";
import type { Standing } from "./standing-table.ts";

type Enter = ActOf<"deposit-enter">;

/** Before it no scheme weighed anything: `0026` or `1026` is a slip of the pen. */
const FIRST_DAY = "2000-01-01";

/**
 * Two people enter what an attendant wrote on a slip. It earns like any deposit that people have looked
 * at, in the month of its day, and has come when they enter it.
 */
export function enterDeposit(act: Enter, context: Context): Result<Done, Refusal> {
  const approval = approve(act, context.registry);
  if (!approval.ok) return approval;
  const weighing = weighingFor(act, context);
  if (!weighing.ok) return weighing;
  const refusal = refusalOf(act, context);
  if (refusal !== null) return refusal;
  const { at, station, slip, deposit, household, reason } = act;
  const asked = standingAskedFor(act, weighing.value);
  const change = { before: null, after: asked, station, receivedAt: at, decidedAt: at };
  const { standing, postings } = countAnew(change, context);
  const body = {
    kind: "deposit-entered",
    ...{ station, slip, deposit, household, weighing: weighing.value, reason },
    ...{ approval: approval.value, verdict: standing.verdict, month: standing.month },
  } as const;
  const position = context.append(at, act.actor, body);
  context.post(position, at, postings);
  context.slips.add({ station, slip }, { position, weighed: weighing.value.date });
  context.standings.set(position, position, standing);
  return ok({ position, body });
}

const refused = (code: string, message: string) => fail({ code, message });

/** Noon of its day; of today, now, where that is earlier. */
function weighingFor({ on, at }: Enter, { dateOf }: Context): Result<Weighing, Refusal> {
  const noon = noonOf(on, dateOf);
  if (noon === null) return refused("no-such-day", `${on} is no day of the calendar.`);
  if (on < FIRST_DAY) return refused("too-long-ago", `${on} is before any scheme: say which year.`);
  if (on > dateOf(at)) {
    return refused("still-to-come", `${on} is still to come: say on which day it was handed in.`);
  }
  return ok({ time: utcTime(EpochMs(Math.min(noon, at))), date: on, from: "person" });
}

function refusalOf({ station, slip, deposit, household, on }: Enter, context: Context) {
  const { registry, slips, countedSlips } = context;
  if (!registry.stations.has(station)) return unknownStation(station);
  if (!registry.households.has(household)) return unknownHousehold(household);
  const taken = slips.find({ station, slip }) ?? countedSlips.find({ station, slip });
  if (taken !== null) {
    const where = `event ${taken}`;
    return refused(
      "slip-taken",
      `Slip ${slip} of station ${station} was entered already, by ${where}.`,
    );
  }
  const { net, stream } = deposit;
  if (net < 1 || net > MAX_GROSS_GRAMS) {
    return refused("bad-weight", `A deposit weighs 1 to ${MAX_GROSS_GRAMS} g, and not ${net} g.`);
  }
  return unknownStream(stream, monthOf(on), context);
}

/** Before the first tariff anything that one knows will do: it is recorded, and earns nothing. */
function unknownStream(stream: string, month: string, { registry: { tariffs } }: Context) {
  const inForce = tariffIn(month, tariffs);
  const asked = inForce === null ? tariffs : [inForce];
  const known = asked.length === 0 || asked.some((one) => streamIn(one, stream) !== undefined);
  if (known) return null;
  const names = new Set(asked.flatMap(({ streams }) => streams.map((one) => one.stream)));
  const those = [...names].join(", ");
  return refused(
    "no-such-stream",
    `There is no stream ${stream} in ${month}: say one of ${those}.`,
  );
}

function standingAskedFor(
  { deposit, slip, household }: Enter,
  weighing: Weighing,
): Omit<Standing, "part" | "month"> {
  const nothing = { credited: null, points: null, reliefYear: null };
  const holder = householdAccount(household);
  const verdict = { outcome: "posted" as const, reasons: [], holder, ...nothing };
  const said = depositAsSaid(deposit, slip);
  return { deposit: said, weighing, verdict, struckOut: false, given: true };
}
