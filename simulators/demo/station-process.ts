import * as z from "zod";
import { readConfig } from "#edge/config.ts";
import { FileToMend } from "#edge/files.ts";
import { logTo } from "#edge/log.ts";
import { OutboxInUse } from "#edge/outbox/database.ts";
import { openConsolePanel } from "#edge/panel/console.ts";
import type { Panel } from "#edge/panel/view.ts";
import type { SessionState } from "#edge/session/state.ts";
import { openStation, type StationEvent } from "#edge/station.ts";
import { villageStationClock } from "../village/station-clock.ts";
import { CannotStart, type Opening, serveParent } from "./child-port.ts";

// The station as it runs in the field, but for its clock: that of the village.
const start = z.strictObject({ configFile: z.string() });

serveParent(async ({ config, clock, tell }) => {
  const { configFile } = start.parse(config);
  const read = readConfig(configFile);
  if (!read.ok) throw new CannotStart(read.problem);
  const log = logTo(process.stdout, clock.now);
  const station = openOrExplain(() =>
    openStation(read.value, {
      clock: villageStationClock(clock),
      log,
      panel: watched(
        openConsolePanel((line) => log("info", line)),
        tell,
      ),
      onEvent: (event) => report(event, tell),
    }),
  );
  await station.ready;
  return { answers: { quiet: () => station.quiet() }, close: () => station.close() };
});

function openOrExplain<Opened>(open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    const mendable = error instanceof FileToMend || error instanceof OutboxInUse;
    throw mendable ? new CannotStart(error.message) : error;
  }
}

/** Whoever stands at the station sees its display. */
function watched(panel: Panel, tell: Opening["tell"]): Panel {
  let shown = "";
  return {
    show(view) {
      panel.show(view);
      const now = shownOf(view.session);
      if (now === shown) return;
      shown = now;
      tell({ kind: "shows", phase: now });
    },
  };
}

/** Whose load is not theirs to hand in is asked to empty the scale, and waits with the bag until it is. */
function shownOf({ phase, load }: SessionState): string {
  if (phase.kind !== "weigh") return phase.kind;
  const ready = load.kind === "free" || (load.kind === "claimed" && load.card === phase.visit.card);
  return ready ? "weigh" : "empty-first";
}

function report(event: StationEvent, tell: Opening["tell"]): void {
  if (event.kind === "appended") {
    const { chain, seq } = event.entry;
    const { card, stream, net } = event.deposit;
    tell({ kind: "recorded", chain, seq, card, stream, net });
  }
  if (event.kind === "receipted") {
    const { outcome, reasons, credited, points } = event.outcome;
    const { chain, seq } = event;
    tell({ kind: "receipted", chain, seq, outcome, reasons, credited, points });
  }
}
