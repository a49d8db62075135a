import type { SessionRules } from "./config.ts";
import { mayTake } from "./load.ts";
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
  const due = dueRebase(state, rules);
  if (due === null) return { ...step, state: { ...state, following: null } };
  const { patienceMs, ...rebase } = due;
  const { reason } = rebase;
  const sinceMs = state.following?.reason === reason ? state.following.sinceMs : uptimeMs;
  if (uptimeMs - sinceMs < patienceMs)
    return { ...step, state: { ...state, following: { reason, sinceMs } } };
  const rested = { uptimeMs, readings: 0 }; // what stands there now is what the next load is measured from
  const followed: SessionState = {
    ...state,
    load: { kind: "free" },
    rested,
    isAway: false,
    following: null,
  };
  return { state: followed, effects: [...step.effects, { kind: "rebase", rebase }] };
}

type Due = Rebase & { readonly patienceMs: number };

function dueRebase(state: SessionState, rules: SessionRules): Due | null {
  const { weighing, phase } = state;
  if (phase.kind === "recording" || !("settled" in weighing) || weighing.settled === null)
    return null;
  const weight = weighing.settled;
  if (weighing.kind === "zero") return dueDrift(state, rules);
  if (rules.mode === "platform") return null;
  const reason = reasonAtRest(state, weight, rules);
  if (reason !== null) return { reason, weight, patienceMs: 0 };
  return weighing.kind === "stable" ? dueStranger(state, weight) : null;
}

/**
 * A bin that was carried away and comes back with the weight of an empty one was emptied; if something is
 * only taken out of it, that can be thrown in again, so a person answers for it.
 */
function reasonAtRest(
  { weighing, load, attendant, isAway }: SessionState,
  { gross }: Rebase["weight"],
  { emptyBin }: SessionRules,
): RebaseReason | null {
  const isEmpty = Math.abs(gross - emptyBin.grams) <= emptyBin.tolerance;
  const isLess = weighing.kind === "below-zero";
  const isAnswered = isLess && (attendant !== null || load.kind === "unknown");
  if (isEmpty && (isAway || isAnswered)) return "emptied";
  if (load.kind === "unknown") return "start";
  return load.kind === "short" && attendant !== null ? "attended" : null;
}

/** What lies in a bin just before something comes is what that is measured from, and a platform's zero. */
function dueDrift(state: SessionState, rules: SessionRules): Due | null {
  const { weighing } = state;
  if (weighing.kind !== "zero" || weighing.settled === null) return null;
  const { settled, baseline } = weighing;
  const mayFollow = rules.mode === "bin" ? hasNothingCome(state) : isWithin(settled, state, rules);
  if (!mayFollow || settled.gross === baseline) return null;
  return {
    reason: "drift",
    weight: settled,
    patienceMs: rules.mode === "bin" ? 0 : DRIFT_EVERY_MS,
  };
}

const hasNothingCome = ({ load, phase }: SessionState) =>
  load.kind !== "claimed" && phase.kind !== "confirm";

/** Never during a visit: what a platform showed when it was tapped is its zero until that ends. */
function isWithin(
  { gross }: Rebase["weight"],
  { phase }: SessionState,
  { zeroTracking }: SessionRules,
): boolean {
  return visitOf(phase) === null && Math.abs(gross) <= zeroTracking;
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
