import { unreachable } from "#contract/assert.ts";
import type { Grade } from "#contract/deposit.ts";
import type { SessionRules } from "./config.ts";
import { menuOf } from "./menu.ts";
import { begin, quietly, withNotice } from "./moves.ts";
import { beginSlip, onSlipConfirm, onSlipNumber } from "./slip.ts";
import { type Key, type SessionState, type Step, type Visit, visitOf } from "./state.ts";

/** A key counts where it means something, and is otherwise as if not pressed. */
export function onKey(state: SessionState, key: Key, uptimeMs: number, rules: SessionRules): Step {
  switch (key.kind) {
    case "cancel":
      return quietly(onCancel(state, uptimeMs));
    case "confirm":
      return onConfirm(state, uptimeMs);
    case "choose":
      return quietly(onNumber(state, key.number, uptimeMs, rules));
    default:
      return unreachable(key);
  }
}

function onCancel(state: SessionState, uptimeMs: number): SessionState {
  const { phase } = state;
  if (phase.kind === "idle" || phase.kind === "recording") return state;
  const visit = visitOf(phase);
  const told = visit === null || visit.deposits > 0 || phase.kind === "failed";
  return begin(state, told ? { kind: "idle" } : { kind: "ended", reason: "cancelled" }, uptimeMs);
}

function onConfirm(state: SessionState, uptimeMs: number): Step {
  const { phase } = state;
  if (phase.kind === "slip") return onSlipConfirm(state, phase, uptimeMs);
  if (phase.kind === "confirm")
    return quietly(begin(state, { ...phase, confirmed: true }, uptimeMs));
  if (phase.kind !== "failed" || phase.visit === null) return quietly(state);
  const { visit, stream } = phase;
  return quietly(begin(state, { kind: "weigh", visit, stream }, uptimeMs));
}

const SLIP_KEY = 0;
const GRADES: Readonly<Record<number, Grade>> = { 1: "A", 2: "B", 3: "C" };

function onNumber(
  state: SessionState,
  number: number,
  uptimeMs: number,
  rules: SessionRules,
): SessionState {
  const { phase, attendant } = state;
  if (phase.kind === "slip") return onSlipNumber(state, phase, { number, uptimeMs, rules });
  const isAttended = attendant !== null;
  if (isAttended && number === SLIP_KEY) return beginSlip(state, uptimeMs, rules);
  const grade = GRADES[number];
  if (isAttended && phase.kind === "confirm" && grade !== undefined)
    return begin(state, { ...phase, grade, confirmed: false }, uptimeMs);
  return onChoose(state, number, uptimeMs, rules);
}

function onChoose(
  state: SessionState,
  number: number,
  uptimeMs: number,
  rules: SessionRules,
): SessionState {
  const { phase } = state;
  if (phase.kind !== "card" && phase.kind !== "choose") return state;
  if (rules.fixedStream !== null) return state;
  const page = phase.kind === "choose" ? phase.page : 0;
  const acted = begin(state, { kind: "choose", visit: phase.visit, page }, uptimeMs);
  return choose(acted, { visit: phase.visit, page, number, uptimeMs }, rules);
}

type Choice = {
  readonly visit: Visit;
  readonly page: number;
  readonly number: number;
  readonly uptimeMs: number;
};

function choose(acted: SessionState, choice: Choice, rules: SessionRules): SessionState {
  const { visit, page, number, uptimeMs } = choice;
  const item = menuOf(rules.streams, page).find(({ key }) => key === number);
  if (item === undefined) return withNotice(acted, "no-such-key", uptimeMs);
  if (item.kind === "more") return { ...acted, phase: { kind: "choose", visit, page: page + 1 } };
  const isClosed = item.kind === "attended" && acted.attendant === null;
  if (isClosed) return withNotice(acted, "attended-only", uptimeMs);
  return { ...acted, phase: { kind: "weigh", visit, stream: item.stream } };
}
