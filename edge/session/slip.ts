import { MAX_GROSS_GRAMS } from "#contract/deposit.ts";
import { Grams } from "#contract/units.ts";
import type { SessionRules } from "./config.ts";
import { menuOf } from "./menu.ts";
import { begin, quietly, recordDrop, withNotice } from "./moves.ts";
import { type SessionState, type SlipPhase, type Step, visitOf } from "./state.ts";

/** Digits of a slip's number; the contract has room for more, a hurried hand has not. */
const MAX_SLIP_DIGITS = 16;
const MAX_GRAM_DIGITS = `${MAX_GROSS_GRAMS}`.length;

/** An attendant types what was weighed elsewhere; not of a bag that this scale can weigh. */
export function beginSlip(
  state: SessionState,
  uptimeMs: number,
  { fixedStream }: SessionRules,
): SessionState {
  const { phase } = state;
  const isUnderWay = !["idle", "ended", "card", "choose", "weigh"].includes(phase.kind);
  if (isUnderWay || isBeingWeighed(state)) return state;
  const visit = visitOf(phase);
  const stream = phase.kind === "weigh" ? phase.stream : fixedStream;
  return begin(state, { kind: "slip", visit, page: 0, stream, gross: null, typed: "" }, uptimeMs);
}

function isBeingWeighed({ load, weighing }: SessionState): boolean {
  return load.kind === "claimed" && (weighing.kind === "moving" || weighing.kind === "stable");
}

type Pressed = { readonly number: number; readonly uptimeMs: number; readonly rules: SessionRules };

export function onSlipNumber(state: SessionState, slip: SlipPhase, pressed: Pressed): SessionState {
  const { number, uptimeMs } = pressed;
  if (slip.stream === null) return chooseStream(state, slip, pressed);
  const most = slip.gross === null ? MAX_GRAM_DIGITS : MAX_SLIP_DIGITS;
  if (slip.typed.length === most) return state;
  return begin(state, { ...slip, typed: `${slip.typed}${number}` }, uptimeMs);
}

function chooseStream(state: SessionState, slip: SlipPhase, pressed: Pressed): SessionState {
  const { number, uptimeMs, rules } = pressed;
  const item = menuOf(rules.streams, slip.page).find(({ key }) => key === number);
  if (item === undefined) return withNotice(state, "no-such-key", uptimeMs);
  const next = item.kind === "more" ? { page: slip.page + 1 } : { stream: item.stream };
  return begin(state, { ...slip, ...next }, uptimeMs);
}

export function onSlipConfirm(state: SessionState, slip: SlipPhase, uptimeMs: number): Step {
  if (slip.stream === null) return quietly(state);
  if (slip.gross === null) return quietly(takeGrams(state, slip, uptimeMs));
  const { visit, stream, gross, typed } = slip;
  // Without a card the slip's number is all that leads to whoever brought the bag.
  if (visit === null && typed === "") return quietly(withNotice(state, "no-slip-number", uptimeMs));
  const weight = { gross, tare: Grams(0), slip: typed === "" ? null : typed };
  const drop = { card: visit?.card ?? null, stream, weight, grade: null };
  return recordDrop(state, visit, drop, uptimeMs);
}

function takeGrams(state: SessionState, slip: SlipPhase, uptimeMs: number): SessionState {
  const grams = Number(slip.typed);
  if (grams < 1 || grams > MAX_GROSS_GRAMS) {
    return withNotice({ ...state, phase: { ...slip, typed: "" } }, "no-such-weight", uptimeMs);
  }
  return begin(state, { ...slip, gross: Grams(grams), typed: "" }, uptimeMs);
}
