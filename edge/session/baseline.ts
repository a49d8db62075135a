import type { SessionRules } from "./config.ts";
import { holdsBin, mayTake } from "./load.ts";
import { type Rebase, type RebaseReason, type SessionState, type Step, visitOf } from "./state.ts";

/** ms of uptime in which whoever left a load without handing it in may come back for it. */
const COME_BACK_MS = 10_000;
/** ms between two small steps of a platform's zero: at most half a division a second (OIML R 76). */
const DRIFT_EVERY_MS = 4000;

/**
 * What the scale shows while nothing came is followed: between visits it drifts; a bin is emptied, and
 * takes in what nobody hands in, which so is no later visitor's.
 */
export function followBaseline(step: Step, uptimeMs: number, rules: SessionRules): Step {
  const { state } = step;
  const due = dueRebase(state, uptimeMs, rules);
  if (due === null) return { ...step, state: { ...state, following: null } };
  const { patienceMs, ...rebase } = due;
  const { reason } = rebase;
  const sinceMs = state.following?.reason === reason ? state.following.sinceMs : uptimeMs;
  if (uptimeMs - sinceMs < patienceMs)
    return { ...step, state: { ...state, following: { reason, sinceMs } } };
  // Whose what lies there is, the next reading shows: on a full disk the baseline stays where it was.
  const sunk = reason === "drift" ? sunkBy(state, rebase, uptimeMs, rules) : NOTHING_SUNK;
  const paidTo = paidUpTo(state, reason);
  const followed: SessionState = { ...state, sunk, paidTo, following: null };
  return { state: followed, effects: [...step.effects, { kind: "rebase", rebase }] };
}

/** The same however often it is asked: on a full disk it is asked again and again. */
function paidUpTo({ paidTo, weighing }: SessionState, reason: RebaseReason): number | null {
  if (reason === "drift") return paidTo;
  const isStranger = reason === "no-card" || reason === "not-handed-in";
  if (!isStranger) return null;
  return paidTo ?? (weighing.kind === "stable" ? weighing.tare : null);
}

type Due = Rebase & { readonly patienceMs: number };

function dueRebase(state: SessionState, uptimeMs: number, rules: SessionRules): Due | null {
  const { weighing, phase } = state;
  if (phase.kind === "recording" || !("settled" in weighing) || weighing.settled === null)
    return null;
  const weight = weighing.settled;
  if (rules.mode === "platform") return dueZero(state, weight, rules);
  if (weighing.kind === "zero") return dueDrift(state, uptimeMs, rules);
  const reason = reasonAtRest(state, weight, rules);
  if (reason !== null) return { reason, weight, patienceMs: 0 };
  return weighing.kind === "stable" ? dueStranger(state, weight) : null;
}

/**
 * A bin that was carried away and comes back with the weight of an empty one was emptied; if something is
 * only taken out of it, that can be thrown in again, so a person answers for it.
 */
function reasonAtRest(
  { weighing, load, attendant, isAway, paidTo }: SessionState,
  { gross }: Rebase["weight"],
  { emptyBin, division }: SessionRules,
): RebaseReason | null {
  if (!holdsBin(gross, emptyBin)) return null; // nothing is measured from a scale that it is not on
  const isEmpty = Math.abs(gross - emptyBin.grams) <= emptyBin.tolerance;
  const isLess = weighing.kind === "below-zero";
  const isAnswered = isLess && (attendant !== null || load.kind === "unknown");
  if (isEmpty && (isAway || isAnswered)) return "emptied";
  if (load.kind === "unknown") return "start";
  if (load.kind !== "short") return null;
  if (attendant !== null) return "attended";
  // No more is gone than what nobody had handed in.
  const isStrangers = isLess && paidTo !== null && gross >= paidTo - division;
  return isStrangers ? "no-card" : null;
}

/**
 * A platform's own zero, never during a visit: what it showed when it was tapped is its zero until that ends.
 * So near to the scale's zero there is nothing that could be paid.
 */
function dueZero(
  { weighing, phase }: SessionState,
  weight: Rebase["weight"],
  { zeroTracking }: SessionRules,
): Due | null {
  const isNear = zeroTracking > 0 && Math.abs(weight.gross) <= zeroTracking;
  if (!isNear || visitOf(phase) !== null) return null;
  const isKnown = weighing.kind === "zero" && weight.gross === weighing.baseline;
  return isKnown ? null : { reason: "drift", weight, patienceMs: DRIFT_EVERY_MS };
}

/** What lies in a bin just before something comes is what that is measured from. */
function dueDrift(state: SessionState, uptimeMs: number, rules: SessionRules): Due | null {
  const { weighing, load, phase } = state;
  if (weighing.kind !== "zero" || weighing.settled === null) return null;
  const due = { reason: "drift", weight: weighing.settled, patienceMs: 0 } as const;
  const hasCome = load.kind === "claimed" || phase.kind === "confirm";
  if (hasCome || weighing.settled.gross === weighing.baseline) return null;
  const { grams } = sunkBy(state, due, uptimeMs, rules);
  return grams > MOST_SUNK_DIVISIONS * rules.division ? null : due;
}

/** What dries, sinks slowly; what is taken out in small pieces is not to come back for credit. */
const MOST_SUNK_DIVISIONS = 10;
const DRIES_EVERY_MS = 60_000;
const NOTHING_SUNK = { grams: 0, uptimeMs: 0 };

/** g by which a bin has sunk by small steps, a division less with each minute. */
function sunkBy(
  { weighing, sunk }: SessionState,
  { weight }: Rebase,
  uptimeMs: number,
  { division }: SessionRules,
): SessionState["sunk"] {
  const by = weighing.kind === "zero" ? weighing.baseline - weight.gross : 0;
  const dried = ((uptimeMs - sunk.uptimeMs) / DRIES_EVERY_MS) * division;
  return { grams: Math.max(0, Math.max(0, sunk.grams - dried) + by), uptimeMs };
}

/** A load that the visit under way, if there is one, has nothing to do with. */
function dueStranger({ load, phase }: SessionState, weight: Rebase["weight"]): Due | null {
  const visit = visitOf(phase);
  if (visit !== null && mayTake(load, visit.card)) return null;
  if (load.kind === "short") return null;
  if (load.kind !== "claimed") return { reason: "no-card", weight, patienceMs: 0 };
  // Who stands there now need not wait for somebody who has gone.
  const patienceMs = visit === null ? COME_BACK_MS : 0;
  return { reason: "not-handed-in", weight, patienceMs };
}
