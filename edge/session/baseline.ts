import type { SessionRules } from "./config.ts";
import { mayTake } from "./load.ts";
import { type Rebase, type SessionState, type Step, visitOf } from "./state.ts";

/** ms of uptime in which whoever left a load without handing it in may come back for it. */
const COME_BACK_MS = 10_000;
/** ms between two small steps of a baseline: with its band, at most half a division a second (OIML R 76). */
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
  const followed: SessionState = { ...state, load: { kind: "free" }, following: null };
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

/** Never during a visit: what it was tapped with is what its load is measured from. */
function dueDrift(
  { weighing, phase }: SessionState,
  { mode, zeroTracking }: SessionRules,
): Due | null {
  if (weighing.kind !== "zero" || weighing.settled === null || visitOf(phase) !== null) return null;
  const { settled, baseline } = weighing;
  const isWithin = mode === "bin" || Math.abs(settled.gross) <= zeroTracking;
  const isNew = settled.gross !== baseline;
  return isWithin && isNew
    ? { reason: "drift", weight: settled, patienceMs: DRIFT_EVERY_MS }
    : null;
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
