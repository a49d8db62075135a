import { unreachable } from "#contract/assert.ts";
import { followBaseline } from "./baseline.ts";
import type { SessionRules } from "./config.ts";
import { onKey } from "./keys.ts";
import { onWeighing, unseen } from "./load.ts";
import { begin, goOn, quietly, withNotice } from "./moves.ts";
import {
  type Drop,
  isWeighed,
  type Phase,
  type SessionEvent,
  type SessionState,
  type Step,
  type Visit,
  visitOf,
} from "./state.ts";

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
      return onKey(state, event.key, event.uptimeMs, rules);
    case "card":
      return quietly(onCard(state, event, rules));
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
function onCard(state: SessionState, event: CardEvent, rules: SessionRules): SessionState {
  if (rules.attendants.has(event.card)) return onAttendant(state, event);
  const { phase, weighing } = state;
  const { card, cardProof, account, blocked, uptimeMs } = event;
  if (phase.kind === "recording") return state;
  if (phase.kind === "slip") return withNotice(state, "other-card", uptimeMs);
  const current = phase.kind === "failed" ? null : visitOf(phase);
  if (current?.card === card) return tappedAgain(state, event);
  if (current !== null && weighing.kind !== "zero") {
    return withNotice(state, "other-card", uptimeMs);
  }
  const visit: Visit = { card, cardProof, account, blocked, deposits: 0 };
  const mayHaveCome = current !== null || rules.mode === "bin";
  const seen = mayHaveCome ? { ...state, load: unseen(state.load, rules) } : state;
  const begun = begin(seen, { kind: "card", visit }, uptimeMs);
  return blocked ? withNotice(begun, "blocked", uptimeMs) : begun;
}

/** The latest proof is the one to show: an older one serves for ten minutes. */
function tappedAgain(state: SessionState, { cardProof, uptimeMs }: CardEvent): SessionState {
  const { phase } = state;
  const acted = { ...state, actedMs: uptimeMs };
  if (cardProof === null || !("visit" in phase) || phase.visit === null) return acted;
  return { ...acted, phase: { ...phase, visit: { ...phase.visit, cardProof } } };
}

/** An attendant's card opens the attended mode and closes it; it hands nothing in itself. */
function onAttendant(state: SessionState, { card, uptimeMs }: CardEvent): SessionState {
  if (visitOf(state.phase) !== null) return withNotice(state, "other-card", uptimeMs);
  const attendant = state.attendant === card ? null : card;
  const turned = begin({ ...state, attendant }, { kind: "idle" }, uptimeMs);
  return withNotice(turned, attendant === null ? "unattended" : "attended", uptimeMs);
}

function onTick(state: SessionState, uptimeMs: number, rules: SessionRules): SessionState {
  const { phase, notice, actedMs } = state;
  if (notice !== null && uptimeMs - notice.sinceMs >= READING_TIME_MS) {
    return onTick({ ...state, notice: null }, uptimeMs, rules);
  }
  const restedMs = uptimeMs - actedMs;
  const visit = visitOf(phase);
  if (isRead(phase) && restedMs >= READING_TIME_MS) return { ...state, phase: { kind: "idle" } };
  if (phase.kind === "idle" && restedMs >= rules.attendedMs) return { ...state, attendant: null };
  if (!isVisit(phase)) return state;
  if (restedMs >= rules.timeoutMs) return timeOut(state, visit, uptimeMs);
  if (visit === null) return state;
  const mayGoOn = phase.kind === "card" || (phase.kind === "done" && staysAway(phase, rules));
  return mayGoOn && restedMs >= READING_TIME_MS ? { ...state, phase: goOn(visit, rules) } : state;
}

/** What is only there to be read. */
const isRead = (phase: Phase) =>
  phase.kind === "ended" || (phase.kind === "done" && phase.visit === null);

const isVisit = (phase: Phase) => phase.kind !== "recording" && "visit" in phase;

/** Nothing lies on the platform that has to be taken off it. */
function staysAway({ weight }: Drop, { mode }: SessionRules): boolean {
  return mode === "bin" || !isWeighed(weight);
}

/** Who has handed something in, or has been told why not, just leaves. */
function timeOut(state: SessionState, visit: Visit | null, uptimeMs: number): SessionState {
  const told = (visit?.deposits ?? 0) > 0 || state.phase.kind === "failed";
  return begin(state, told ? { kind: "idle" } : { kind: "ended", reason: "timeout" }, uptimeMs);
}

function onAnswer(
  state: SessionState,
  { kind, uptimeMs }: { readonly kind: "recorded" | "not-recorded"; readonly uptimeMs: number },
  { mode }: SessionRules,
): SessionState {
  const { phase, load } = state;
  if (phase.kind !== "recording") return state;
  const { visit, card, stream, weight, grade } = phase;
  if (kind === "recorded") {
    const counted = visit === null ? null : { ...visit, deposits: visit.deposits + 1 };
    const drop = { card, stream, weight, grade };
    const done = begin(state, { kind: "done", visit: counted, ...drop }, uptimeMs);
    // What a bin holds now is what the next load is measured from.
    const taken = { load: { kind: "free" }, rested: { uptimeMs, readings: 0 } } as const;
    const paidTo = state.paidTo === null ? null : state.paidTo + weight.gross - weight.tare;
    if (mode === "bin" && isWeighed(weight)) return { ...done, ...taken, paidTo };
    // What lies on a scale that could not weigh it shall not be weighed a second time.
    const isSlips = !isWeighed(weight) && load.kind === "claimed" && load.card === card;
    return isSlips ? { ...done, load: { kind: "paid" } } : done;
  }
  const failed = begin(state, { kind: "failed", visit, stream }, uptimeMs);
  const isTheirs = isWeighed(weight) && card !== null;
  return isTheirs ? { ...failed, load: { kind: "claimed", card } } : failed;
}
