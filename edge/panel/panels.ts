import type { Panel } from "./view.ts";

/** One panel that shows on all of these. */
export function panels(...all: readonly Panel[]): Panel {
  return {
    show(view) {
      for (const panel of all) panel.show(view);
    },
  };
}
