import type { DepositEntry } from "#contract/entry.ts";
import { utcTime } from "#contract/ids.ts";
import { type EpochMs, MilliPoints } from "#contract/units.ts";
import { totalPoints } from "../../deposit/decide-deposit.ts";
import { householdOf } from "../../journal/account.ts";
import { monthOf } from "../../journal/calendar.ts";
import { paidOf, worthOf } from "../../month/month.ts";
import { membersIn, type StationChain } from "../../registry/registry.ts";
import { monthTerms, streamIn, tariffIn } from "../../tariff/tariffs.ts";
import type { DepositRow, Working } from "../deposit-row.ts";
import type { Context } from "./context.ts";
import type { EntryRecord } from "./entry-table.ts";

/** A deposit with all that explains it, as pages and statements show it. */
export function depositRowOf(
  record: EntryRecord,
  from: { entry: DepositEntry; chain: StationChain; receivedAt: EpochMs },
  context: Context,
): DepositRow {
  const { entry, chain, receivedAt } = from;
  const { stream, grade, net, card, slip } = entry.data;
  const { position, seq, verdict, weighing } = record;
  return {
    position,
    station: chain.station,
    chain: chain.chain,
    chainNumber: chain.number ?? 0,
    seq,
    stream,
    grade,
    net,
    card,
    slip,
    outcome: verdict.outcome === "posted" ? "posted" : "held",
    reasons: verdict.reasons,
    holder: verdict.holder,
    weighedAt: weighing?.time ?? null,
    date: weighing?.date ?? null,
    receivedAt: utcTime(receivedAt),
    credited: verdict.credited,
    points: verdict.points,
    working: workingOf(record, stream, context),
    corrected: null,
  };
}

/** The sum to check by hand; null where nothing was decided or no tariff was in force. */
function workingOf(
  { verdict, weighing, month: grams }: EntryRecord,
  streamName: string,
  { registry }: Context,
): Working | null {
  if (verdict.holder === null || weighing === null || grams === null) return null;
  const month = monthOf(weighing.date);
  const tariff = tariffIn(month, registry.tariffs);
  const stream = tariff === null ? undefined : streamIn(tariff, streamName);
  if (tariff === null || stream === undefined) return null;
  const household = householdOf(verdict.holder);
  const members = household === null ? null : membersIn(registry, household, month);
  const terms = monthTerms(tariff, stream, members);
  const paid = paidOf(grams, terms.cap);
  const worth = worthOf([{ reliefYear: 0, credit: grams, points: grams }], terms);
  return {
    month,
    gramsA: grams.a,
    gramsB: grams.b,
    capGrams: terms.cap,
    paidA: paid.a,
    paidB: paid.b,
    gradeFactorB: terms.gradeFactors.B,
    rateMinorUnitsPerKg: terms.rate,
    pointsPerKg: terms.pointsPerKg,
    monthCredit: worth.credit,
    monthPoints: MilliPoints(totalPoints(worth.points)),
  };
}
