import type { Panel, PanelView } from "../panel/view.ts";
import type { KioskConfig } from "./config.ts";
import type { KioskParts, KioskServer } from "./server.ts";

export type Kiosk = Panel & {
  close(): Promise<void>;
};

/** A panel that is a page. What serves it is loaded here: a station without one does not carry it. */
export function openKiosk(config: KioskConfig, parts: KioskParts): Kiosk {
  let latest: PanelView | null = null;
  let server: KioskServer | null = null;
  const opened = import("./server.ts")
    .then(({ openKioskServer }) => {
      server = openKioskServer(config, parts);
      if (latest !== null) server.show(latest);
    })
    .catch((error: Error) => {
      const goesOn = "The station weighs without its kiosk.";
      parts.log("alarm", `The kiosk's page cannot be read: ${error.message}. ${goesOn}`);
    });
  return {
    show(view) {
      latest = view;
      server?.show(view);
    },
    async close() {
      await opened;
      await server?.close();
    },
  };
}
