import type { CardId } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import type { Load as Weighed, Weighing } from "../weighing/weighing.ts";
import type { SessionRules } from "./config.ts";
import { begin, goOn, quietly, recordDrop, withNotice } from "./moves.ts";
import {
  type Load,
  type SessionState,
  type Step,
  type Visit,
  visitOf,
  type WeighedDrop,
} from "./state.ts";

type WeighingEvent = { readonly weighing: Weighing; readonly uptimeMs: number };

/** What the platform shows decides whose the load is first, and then what becomes of the visit. */
export function onWeighing(state: SessionState, event: WeighingEvent, rules: SessionRules): Step {
  const load = nextLoad(state, event, rules);
  const rested = nextRest(state, event);
  const arrived = state.load.kind === "free" && load.kind === "claimed";
  const actedMs = arrived ? event.uptimeMs : state.actedMs;
  const isAway = !isAtRest(event.weighing) && (state.isAway || hasLeft(event.weighing, rules));
  const seen = { ...state, weighing: event.weighing, load, rested, isAway, actedMs };
  switch (state.phase.kind) {
    case "card":
      return onceLoaded(seen, event, rules);
    case "weigh":
      return whileWeighing(seen, event.uptimeMs, rules);
    case "confirm":
      return whileConfirming(seen, event.uptimeMs, rules);
    case "done":
      return quietly(onceEmpty(seen, event, rules));
    default:
      return quietly(seen);
  }
}

/** Zero frees the platform; a load that is seen during a visit becomes that card's. */
function nextLoad(
  state: SessionState,
  { weighing, uptimeMs }: WeighingEvent,
  { mode, division, emptyBin }: Pick<SessionRules, "mode" | "division" | "emptyBin">,
): Load {
  const { load, phase } = state;
  // In a bin a load is measured from what lay there at rest: what has not come to rest frees nothing.
  const isFree = mode === "bin" ? isBinAtRest(weighing, emptyBin) : weighing.kind === "zero";
  if (isFree) return { kind: "free" };
  if (isUnseen(weighing) && load.kind === "free") return unseen(load, { mode });
  if (mode === "bin" && isShort(weighing))
    return load.kind === "unknown" ? load : { kind: "short" };
  // What changes after its visitor has gone is not the visitor's alone any more.
  const isLeft = mode === "bin" && load.kind === "claimed" && visitOf(phase) === null;
  if (isLeft && weighing.kind === "moving") return { kind: "nobodys" };
  if (load.kind !== "free" || !isLoaded(weighing)) return load;
  if (mode === "bin" && !hasJustRested(state, uptimeMs)) return { kind: "nobodys" };
  const visit = visitOf(phase);
  if (visit !== null) return { kind: "claimed", card: visit.card };
  if (mode === "bin") return { kind: "nobodys" };
  // A platform's bag may come before the tap; dirt and drift are no bag, and belong to none.
  return isTooLight(weighing, division) ? { kind: "unknown" } : load;
}

/** Less than half of the empty bin weighs: it is not there. */
function hasLeft(weighing: Weighing, { mode, emptyBin }: SessionRules): boolean {
  if (mode === "platform" || weighing.kind !== "below-zero") return false;
  return weighing.isUnder || (weighing.settled?.gross ?? emptyBin.grams) * 2 < emptyBin.grams;
}

/** The scale shows nothing that one could go by. */
const isUnseen = ({ kind }: Weighing): boolean => kind === "no-signal" || kind === "misset";

/**
 * What someone else may have put down since the last reading is not this visitor's: the scale has to show
 * once more that nothing came. On a platform nobody else is there but the visitor before.
 */
export function unseen(load: Load, { mode }: Pick<SessionRules, "mode">): Load {
  if (load.kind !== "free") return load;
  return { kind: mode === "bin" ? "nobodys" : "unknown" };
}

const NEVER_RESTED = { uptimeMs: Number.NEGATIVE_INFINITY, readings: Number.POSITIVE_INFINITY };

function nextRest(
  { rested }: SessionState,
  { weighing, uptimeMs }: WeighingEvent,
): SessionState["rested"] {
  if (isAtRest(weighing)) return { uptimeMs, readings: 0 };
  return isUnseen(weighing) ? NEVER_RESTED : { ...rested, readings: rested.readings + 1 };
}

/** Something that was in the bin is not there any more. */
const isShort = (weighing: Weighing): boolean =>
  weighing.kind === "below-zero" && (weighing.settled !== null || weighing.isUnder);

const isAtRest = (weighing: Weighing): boolean =>
  weighing.kind === "zero" && weighing.settled !== null;

function isBinAtRest(weighing: Weighing, emptyBin: SessionRules["emptyBin"]): boolean {
  if (weighing.kind !== "zero" || weighing.settled === null) return false;
  return holdsBin(weighing.settled.gross, emptyBin);
}

/** Does so much stand there that the bin may be in it? */
export function holdsBin(gross: Grams, { grams, tolerance }: SessionRules["emptyBin"]): boolean {
  return gross >= 0 && gross >= grams - tolerance;
}

/** ms, or readings of a slow scale, in which a load that comes may still look like nothing. */
const [REST_MS, REST_READINGS] = [150, 1];

/** Was the bin at rest until this load came? Else nobody knows what it held just before. */
function hasJustRested({ rested }: SessionState, uptimeMs: number): boolean {
  return rested.readings <= REST_READINGS || uptimeMs - rested.uptimeMs <= REST_MS;
}

/** Below so many divisions a weight says little of what lies there (OIML R 76, minimum capacity). */
const MIN_DIVISIONS = 20;

function isTooLight(weighing: Weighing, division: Grams): boolean {
  return weighing.kind === "stable" && weighing.gross < MIN_DIVISIONS * division;
}

const isLoaded = ({ kind }: Weighing): boolean =>
  kind === "moving" || kind === "stable" || kind === "overload";

/** May this card hand in what lies there now? */
export function mayTake(load: Load, card: CardId): boolean {
  return load.kind === "claimed" && load.card === card;
}

/** Where no choice is needed, the bag may follow the tap at once. */
function onceLoaded(state: SessionState, event: WeighingEvent, rules: SessionRules): Step {
  const visit = visitOf(state.phase);
  if (visit === null || rules.fixedStream === null || !isLoaded(event.weighing)) {
    return quietly(state);
  }
  const phase = { kind: "weigh", visit, stream: rules.fixedStream } as const;
  return whileWeighing({ ...state, phase }, event.uptimeMs, rules);
}

function whileWeighing(state: SessionState, uptimeMs: number, rules: SessionRules): Step {
  const { phase, weighing, load } = state;
  if (phase.kind !== "weigh" || weighing.kind !== "stable") return quietly(state);
  const { visit, stream } = phase;
  if (!mayTake(load, visit.card)) return quietly(state);
  const weight = weightOf(weighing, rules.containers.get(stream));
  if (weight === null) return quietly(withNotice(state, "container", uptimeMs));
  const drop = { card: visit.card, stream, weight, grade: null };
  // An attendant looks into the bag first.
  const isAutomatic = rules.confirm === "automatic" && state.attendant === null;
  if (isAutomatic) return record(state, visit, drop, uptimeMs);
  return quietly({ ...state, phase: { kind: "confirm", visit, confirmed: false, ...drop } });
}

/** The load must be the one that was shown, to a division, at every reading until it is recorded. */
function whileConfirming(state: SessionState, uptimeMs: number, rules: SessionRules): Step {
  const { phase, weighing } = state;
  if (phase.kind !== "confirm") return quietly(state);
  const { visit, card, stream, weight, grade, confirmed } = phase;
  const same =
    weighing.kind === "stable" && Math.abs(weighing.gross - weight.gross) <= rules.division;
  if (same && confirmed) return record(state, visit, { card, stream, weight, grade }, uptimeMs);
  if (same) return quietly(state);
  const back = { ...state, phase: { kind: "weigh", visit, stream } } as const;
  return whileWeighing(withNotice(back, "load-changed", uptimeMs), uptimeMs, rules);
}

function record(state: SessionState, visit: Visit, drop: WeighedDrop, uptimeMs: number): Step {
  return recordDrop({ ...state, load: { kind: "paid" } }, visit, drop, uptimeMs);
}

/** The same card may bring another bag. A bin has taken this one at once: time alone goes on there. */
function onceEmpty(state: SessionState, event: WeighingEvent, rules: SessionRules): SessionState {
  const visit = visitOf(state.phase);
  if (visit === null || rules.mode === "bin" || event.weighing.kind !== "zero") return state;
  return begin(state, goOn(visit, rules), event.uptimeMs);
}

/** @returns null where there is less than the container that its stream comes in */
function weightOf(weighed: Weighed, container = Grams(0)): Weighed | null {
  const { gross, legal, samples, spread, frames } = weighed;
  const tare = Grams(weighed.tare + container);
  return gross > tare && tare >= 0 ? { gross, tare, legal, samples, spread, frames } : null;
}
