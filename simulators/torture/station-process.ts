import { openClock, stampNow, systemReadings } from "#edge/clock.ts";
import { mqttLink } from "#edge/link/mqtt.ts";
import { openStation } from "#edge/station.ts";
import { systemTimers, type Timers } from "#edge/timers.ts";
import { sampleDeposit } from "../gateway/samples.ts";
import { openRandom } from "../village/random.ts";
import { type StationOrder, type StationReport, type StationStart, startOf } from "./messages.ts";
import { releasingOnPuback } from "./mutants.ts";
import { stationConfig } from "./station-config.ts";

/**
 * The real station, journal, courier and line, with an agent that needs no devices: it weighs what it
 * invents, many times a second, and tells of each entry as soon as the journal says that it is kept.
 */
const start = startOf<StationStart>();
const tell = (report: StationReport) => process.send?.(report);
const chance = openRandom(start.seed, start.station);
const log = () => {};
const counts = { frames: 0, ignored: 0 };
let weighing = true;

const system = openClock(systemReadings(undefined));
const clock = {
  ...system,
  now: () => system.now(),
  uptimeMs: () => system.uptimeMs(),
  learn: () => {},
  state: () => "synced" as const,
};

/** Waits for a line are a tenth of what they are in the field, or most lives would end in one. */
const timers: Timers = {
  ...systemTimers,
  after: (delayMs, action) => systemTimers.after(delayMs / 10, action),
};

const station = openStation(stationConfig(start), {
  clock,
  log,
  timers,
  onEvent(event) {
    if (event.kind === "receipted") tell({ receipted: true });
  },
  panel: { show: () => {} },
  connect(join) {
    const access = { ...join.mqtt, caFile: null, accessFile: start.data };
    const open = mqttLink(access, { timers, log });
    return start.mutant === "release-on-puback" ? releasingOnPuback(open, start.gatewayData) : open;
  },
  runAgent({ outbox }) {
    const timer = setInterval(() => weigh(outbox.append), 1_000 / start.perSecond);
    return {
      quiet: () => true,
      receipted: () => {},
      health: () => ({
        scale: { state: "ok", zeroDriftGrams: 0, ...counts },
        reader: { state: "ok", ...counts },
      }),
      close: async () => clearInterval(timer),
    };
  },
});

type Append = Parameters<
  NonNullable<Parameters<typeof openStation>[1]["runAgent"]>
>[0]["outbox"]["append"];

function weigh(append: Append): void {
  if (!weighing) return;
  const stream = chance.pick(["plastic", "glass", "paper"]);
  const deposit = sampleDeposit(chance.pick(start.cards), chance.whole(500, 3_000));
  const { chain, seq, hash } = append({
    kind: "deposit",
    at: stampNow(clock),
    data: { ...deposit, stream },
  });
  tell({ appended: `${chain}/${seq}/${hash}` });
}

process.on("message", (order: StationOrder) => {
  if (order.do === "stop-weighing") weighing = false;
  tell({ idle: station.quiet(), weighing });
});
process.on("disconnect", () => process.exit());
