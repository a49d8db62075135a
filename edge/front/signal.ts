import type { PanelView } from "../panel/view.ts";

/** What somebody who does not look at a display should hear. */
export type Signal = "card" | "weighed" | "done" | "refused";

/** By what has changed from one view to the next; null: nothing that is to be heard. */
export function signalOf(before: PanelView, now: PanelView): Signal | null {
  const [was, is] = [before.session, now.session];
  if (is.notice !== null && is.notice.what !== was.notice?.what) return "refused";
  if (is.phase.kind === was.phase.kind) return null;
  switch (is.phase.kind) {
    case "card":
      return "card";
    case "confirm":
      return "weighed";
    case "done":
      return "done";
    case "failed":
      return "refused";
    case "ended":
      return is.phase.reason === "timeout" ? "refused" : null;
    default:
      return null;
  }
}

/** ms of sound and of silence in turn. */
export const PATTERNS: Readonly<Record<Signal, readonly number[]>> = {
  card: [60],
  weighed: [60, 60, 60],
  done: [80, 60, 240],
  refused: [500],
};
