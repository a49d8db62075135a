import { loadCue } from "../panel/cue.ts";
import type { PanelView } from "../panel/view.ts";
import { visitOf } from "../session/state.ts";

/** Where the lid was told to be; null: it stays where it is, for nobody has told it since it was moved. */
export type LidPosition = "open" | "closed" | null;

export type Lid = {
  readonly position: LidPosition;
  /** ms of uptime since which it is to close, if all stays as it is. */
  readonly sinceMs: number;
  /** How often something moved just when it closed, since it last opened for somebody. */
  readonly disturbed: number;
};

export const initialLid: Lid = { position: null, sinceMs: 0, disturbed: 0 };

type Seen = { readonly view: PanelView; readonly uptimeMs: number; readonly closeAfterMs: number };

/** ms that a lid takes to close. */
const CLOSING_MS = 1500;
/** What moves so often when it closes may be the lid itself: it stays open until the next visitor. */
const MAX_DISTURBED = 3;

/**
 * The lid opens for a card whose stream is known, when what comes can be weighed; it closes by itself, but
 * only over a load that has stood still as long as a weight must. What moves while it closes opens it again.
 */
export function stepLid(lid: Lid, { view, uptimeMs, closeAfterMs }: Seen): Lid {
  if (mayThrowIn(view)) return { position: "open", sinceMs: uptimeMs, disturbed: 0 };
  const isAtRest = standsStill(view);
  if (lid.position === "closed") {
    if (isAtRest || uptimeMs - lid.sinceMs >= CLOSING_MS) return lid;
    return { position: "open", sinceMs: uptimeMs, disturbed: lid.disturbed + 1 };
  }
  if (!isAtRest || lid.disturbed > MAX_DISTURBED) return { ...lid, sinceMs: uptimeMs };
  if (uptimeMs - lid.sinceMs < closeAfterMs) return lid;
  return { ...lid, position: "closed", sinceMs: uptimeMs };
}

function mayThrowIn(view: PanelView): boolean {
  const { phase } = view.session;
  const visit = visitOf(phase);
  const isChosen = phase.kind === "weigh" || (phase.kind === "card" && view.fixedStream !== null);
  if (visit === null || !isChosen || view.lost.has("scale")) return false;
  const cue = loadCue(view, visit);
  return cue === "throwIn" || cue === "putBag" || cue === "weighing";
}

/** As long as a weight must. A scale that shows none does not say so. */
function standsStill({ session: { weighing }, lost }: PanelView): boolean {
  return !lost.has("scale") && "settled" in weighing && weighing.settled !== null;
}
