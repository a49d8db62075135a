import { unreachable } from "#contract/assert.ts";
import { followBaseline } from "./baseline.ts";
import type { SessionRules } from "./config.ts";
import { onKey } from "./keys.ts";
import { onWeighing } from "./load.ts";
import { begin, goOn, quietly, withNotice } from "./moves.ts";
import { type SessionEvent, type SessionState, type Step, type Visit, visitOf } from "./state.ts";

/** ms that the balance, and any passing message, stays to be read. */
const READING_TIME_MS = 4000;

/**
 * What a visit means. Pure: time comes in the events, and the one thing to be done goes out as an effect.
 *
 * Laws: no deposit without a card, a stable weight and a confirmation; one load is one deposit; a load
 * that changed since it was shown is none; a load is never another card's than the one it came with.
 */
export function stepSession(state: SessionState, event: SessionEvent, rules: SessionRules): Step {
  switch (event.kind) {
    case "weighing":
      return followBaseline(onWeighing(state, event, rules), event.uptimeMs, rules);
    case "key":
      return quietly(onKey(state, event.key, event.uptimeMs, rules));
    case "card":
      return quietly(onCard(state, event));
    case "tick":
      return quietly(onTick(state, event.uptimeMs, rules));
    case "recorded":
    case "not-recorded":
      return quietly(onAnswer(state, event, rules));
    default:
      return unreachable(event);
  }
}

type CardEvent = Extract<SessionEvent, { kind: "card" }>;

/** A second card begins a visit of its own only when nothing lies on the platform. */
function onCard(state: SessionState, event: CardEvent): SessionState {
  const { phase, weighing } = state;
  const { card, cardProof, account, blocked, uptimeMs } = event;
  if (phase.kind === "recording") return state;
  const current = phase.kind === "failed" ? null : visitOf(phase);
  if (current?.card === card) return tappedAgain(state, event);
  if (current !== null && weighing.kind !== "zero") {
    return withNotice(state, "other-card", uptimeMs);
  }
  const visit: Visit = { card, cardProof, account, blocked, deposits: 0 };
  const begun = begin(state, { kind: "card", visit }, uptimeMs);
  return blocked ? withNotice(begun, "blocked", uptimeMs) : begun;
}

/** The latest proof is the one to show: an older one serves for ten minutes. */
function tappedAgain(state: SessionState, { cardProof, uptimeMs }: CardEvent): SessionState {
  const { phase } = state;
  const acted = { ...state, actedMs: uptimeMs };
  if (cardProof === null || !("visit" in phase)) return acted;
  return { ...acted, phase: { ...phase, visit: { ...phase.visit, cardProof } } };
}

function onTick(state: SessionState, uptimeMs: number, rules: SessionRules): SessionState {
  const { phase, notice, actedMs } = state;
  if (notice !== null && uptimeMs - notice.sinceMs >= READING_TIME_MS) {
    return onTick({ ...state, notice: null }, uptimeMs, rules);
  }
  const restedMs = uptimeMs - actedMs;
  const visit = visitOf(phase);
  if (phase.kind === "ended" && restedMs >= READING_TIME_MS)
    return { ...state, phase: { kind: "idle" } };
  if (visit === null || phase.kind === "recording") return state;
  if (restedMs >= rules.timeoutMs) return timeOut(state, visit, uptimeMs);
  const mayGoOn = phase.kind === "card" || (phase.kind === "done" && rules.mode === "bin");
  return mayGoOn && restedMs >= READING_TIME_MS ? { ...state, phase: goOn(visit, rules) } : state;
}

/** Who has handed something in, or has been told why not, just leaves. */
function timeOut(state: SessionState, visit: Visit, uptimeMs: number): SessionState {
  const told = visit.deposits > 0 || state.phase.kind === "failed";
  return begin(state, told ? { kind: "idle" } : { kind: "ended", reason: "timeout" }, uptimeMs);
}

function onAnswer(
  state: SessionState,
  { kind, uptimeMs }: { readonly kind: "recorded" | "not-recorded"; readonly uptimeMs: number },
  { mode }: SessionRules,
): SessionState {
  const { phase, load } = state;
  if (phase.kind !== "recording") return state;
  const { visit, card, stream, weight } = phase;
  if (kind === "recorded") {
    const counted = { ...visit, deposits: visit.deposits + 1 };
    const done = begin(state, { kind: "done", visit: counted, card, stream, weight }, uptimeMs);
    return mode === "bin" ? { ...done, load: { kind: "free" } } : done; // what comes now is another load
  }
  const failed = begin(state, { kind: "failed", visit, stream }, uptimeMs);
  return load.kind === "paid" ? { ...failed, load: { kind: "claimed", card } } : failed;
}
