import type { SessionRules } from "./config.ts";
import type { Drop, Notice, Phase, SessionState, Step, Visit } from "./state.ts";

/** A new phase, brought about by an act of the visitor (or by its absence), without old messages. */
export function begin(state: SessionState, phase: Phase, uptimeMs: number): SessionState {
  return { ...state, phase, actedMs: uptimeMs, notice: null };
}

/** What comes after the tap, and after each bag. */
export function goOn(visit: Visit, { fixedStream }: SessionRules): Phase {
  return fixedStream === null
    ? { kind: "choose", visit, page: 0 }
    : { kind: "weigh", visit, stream: fixedStream };
}

export function withNotice(state: SessionState, what: Notice, uptimeMs: number): SessionState {
  return { ...state, notice: { what, sinceMs: uptimeMs } };
}

/** Has the drop written; what comes of that is an event of its own. */
export function recordDrop(
  state: SessionState,
  visit: Visit | null,
  drop: Drop,
  uptimeMs: number,
): Step {
  const { attendant } = state;
  const cardProof = visit?.cardProof ?? null;
  return {
    state: begin(state, { kind: "recording", visit, ...drop }, uptimeMs),
    effects: [{ kind: "record", drop: { ...drop, cardProof, attendant } }],
  };
}

/** A step that has nothing done. */
export function quietly(state: SessionState): Step {
  return { state, effects: [] };
}
