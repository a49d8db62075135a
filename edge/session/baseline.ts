import type { SessionRules } from "./config.ts";
import { mayTake } from "./load.ts";
import { type Rebase, type SessionState, type Step, visitOf } from "./state.ts";

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
  const followed: SessionState = { ...state, load: { kind: "free" }, rested, following: null };
  return { state: followed, effects: [...step.effects, { kind: "rebase", rebase }] };
}

type Due = Rebase & { readonly patienceMs: number };

function dueRebase(state: SessionState, rules: SessionRules): Due | null {
  const { weighing, load, phase } = state;
  if (phase.kind === "recording" || !("settled" in weighing) || weighing.settled === null)
    return null;
  const weight = weighing.settled;
  if (weighing.kind === "zero") return dueDrift(state, rules);
  if (rules.mode === "platform") return null;
  if (load.kind === "unknown") return { reason: "start", weight, patienceMs: 0 };
  if (weighing.kind === "stable") return dueStranger(state, weight);
  const { grams, tolerance } = rules.emptyBin;
  const isEmpty = Math.abs(weight.gross - grams) <= tolerance;
  if (isEmpty) return { reason: "emptied", weight, patienceMs: 0 };
  return state.attendant === null ? null : { reason: "attended", weight, patienceMs: 0 };
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
  if (load.kind !== "claimed") return { reason: "no-card", weight, patienceMs: 0 };
  // Who stands there now need not wait for somebody who has gone.
  const patienceMs = visit === null ? COME_BACK_MS : 0;
  return { reason: "not-handed-in", weight, patienceMs };
}
