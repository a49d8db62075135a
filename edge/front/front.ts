import type { Face } from "../drivers/board/face.ts";
import { lcdLines } from "../panel/lcd.ts";
import type { Panel, PanelView } from "../panel/view.ts";
import { initialLid, stepLid } from "./lid.ts";
import { PATTERNS, signalOf } from "./signal.ts";

export type FrontParts = {
  readonly face: Face;
  readonly uptimeMs: () => number;
  /** null: it has no lid. */
  readonly lid: { readonly closeAfterMs: number } | null;
};

/** The front of a bin with a board: lid, light, display and buzzer follow what goes on. */
export function openFront({ face, uptimeMs, lid: config }: FrontParts): Panel {
  let lid = { ...initialLid, sinceMs: uptimeMs() };
  let before: PanelView | null = null;
  return {
    show(view) {
      const nowMs = uptimeMs();
      // Where the lid is when the board comes back, nobody knows.
      if (config === null || view.lost.has("board")) lid = { ...initialLid, sinceMs: nowMs };
      else lid = stepLid(lid, { view, uptimeMs: nowMs, closeAfterMs: config.closeAfterMs });
      face.show({ lid: lid.position, light: isAwaited(view), lines: lcdLines(view) });
      const signal = before === null ? null : signalOf(before, view);
      if (signal !== null) face.beep(PATTERNS[signal]);
      before = view;
    },
  };
}

/** Lit while it is the visitor's turn. */
function isAwaited({ session: { phase } }: PanelView): boolean {
  return phase.kind === "card" || phase.kind === "choose" || phase.kind === "weigh";
}
