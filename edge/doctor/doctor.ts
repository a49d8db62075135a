import { join } from "node:path";
import { type StationClock, TIMESYNC_FILE } from "../clock.ts";
import { type Join, readJoin } from "../config/join.ts";
import type { StationConfig } from "../config.ts";
import { pathOf } from "../drivers/registry.ts";
import { FileToMend } from "../files.ts";
import type { DeviceName } from "../panel/view.ts";
import { keysIn, readCardKey } from "../station.ts";
import { type Reach, tryBroker } from "./broker.ts";
import { type DeviceParts, tryDevice } from "./devices.ts";
import { judgeClock, judgeGuarded, judgeKeys } from "./files.ts";
import { type Finding, fault, fine, warning } from "./finding.ts";
import { judgeInstrument } from "./instrument.ts";
import { type JournalLook, lookIntoJournal } from "./journal.ts";
import { judgePort, type PortFacts } from "./port.ts";
import { judgeDeadLetters, judgeDisk, judgeOutbox } from "./room.ts";
import { freeBytesFor, guardedAt, guardedIn } from "./system.ts";

export type DoctorParts = Omit<DeviceParts, "config" | "uptimeMs"> & {
  readonly config: StationConfig;
  readonly clock: Pick<StationClock, "now" | "state" | "uptimeMs">;
  readonly portFacts: (path: string) => PortFacts;
  readonly reach: Reach;
};

/** Looks at everything that a station needs, and changes nothing. Each finding as soon as it is known. */
export async function* examine(parts: DoctorParts): AsyncGenerator<Finding> {
  const { config, clock } = parts;
  const journal = lookIntoJournal(join(config.data, "outbox.db"), clock.now());
  yield* examineDevices(parts, journal.kind === "in-use");
  const now = { ms: clock.now(), clock: clock.state() };
  yield* judgeInstrument(config.devices.scale.instrument, now);
  yield judgeClock(clock.state(), config.ntpFile ?? TIMESYNC_FILE);
  yield* examineRoom(config, journal);
  yield* examineSecrets(config);
  yield* examineConnection(parts);
}

async function* examineDevices(parts: DoctorParts, stationRuns: boolean) {
  const { scale, reader, keypad, board } = parts.config.devices;
  const sections = { board, scale, reader, keypad };
  const names: readonly DeviceName[] = ["board", "scale", "reader", "keypad"];
  for (const device of names) {
    const section = sections[device];
    if (section === null) continue;
    // PC/SC finds its readers by itself; what hangs on a board is reached through that.
    const path = device === "reader" && reader.kind === "pcsc" ? null : pathOf(section);
    const found =
      path === null
        ? whileStationRuns(device, stationRuns)
        : judgePort({ device, path }, parts.portFacts(path), stationRuns);
    if (found !== null) yield found;
    else yield* await tryDevice(device, { ...parts, uptimeMs: () => parts.clock.uptimeMs() });
  }
}

const whileStationRuns = (device: DeviceName, stationRuns: boolean): Finding | null =>
  stationRuns ? warning(device, "not tried: the running station uses it. Stop it to try.") : null;

function examineRoom({ data }: StationConfig, journal: JournalLook): Finding[] {
  const free = freeBytesFor(data);
  return [judgeDisk(free, data), ...judgeJournal(journal, free)];
}

function judgeJournal(journal: JournalLook, free: number): Finding[] {
  switch (journal.kind) {
    case "facts":
      return [judgeOutbox(journal.facts, free), judgeDeadLetters(journal.facts)];
    case "in-use":
      return [warning("outbox", "not read: the running station has it. `admin status` tells.")];
    case "absent":
      return [fine("outbox", "none yet: the station makes it when it first runs.")];
    case "unreadable":
      return [
        fault("outbox", `cannot be read (${journal.why}): start the station, which mends it.`),
      ];
  }
}

function* examineSecrets({ cardKeyFile, data }: StationConfig) {
  const cardKey = orFinding("card key", () => readCardKey(cardKeyFile));
  if ("finding" in cardKey) yield cardKey.finding;
  else {
    const open = judgeGuarded("card key", [guardedAt(cardKeyFile)]);
    yield* open.length > 0 ? open : [fine("card key", `${cardKeyFile} is sound.`)];
  }
  yield* judgeKeys(guardedIn(keysIn(data)));
}

async function* examineConnection({ config, reach }: DoctorParts) {
  const joined = orFinding<Join | null>("join", () => readJoin(config.data));
  yield "finding" in joined ? joined.finding : await tryBroker(joined.value, reach);
}

function orFinding<Value>(about: string, read: () => Value) {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof FileToMend)) throw error;
    return { finding: fault(about, error.message) };
  }
}
