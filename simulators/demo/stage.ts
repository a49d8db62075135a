import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Slug } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { localDates, monthOf } from "#gateway/journal/calendar.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import { householdsOf } from "../village/households.ts";
import { openRandom } from "../village/random.ts";
import { openAdmin } from "./admin.ts";
import type { Demo } from "./demo.ts";
import { boardLogOf, makeFolders, STATIONS, TIME_ZONE, writeConfigs } from "./folder.ts";
import type { Kept } from "./keep-running.ts";
import { type Kit, kitOf } from "./kits.ts";
import type { Receipted, Recorded } from "./messages.ts";
import { keepProgram, type Program } from "./program.ts";
import { setUp } from "./set-up.ts";
import { openSite, type Site } from "./site.ts";
import { exampleTariff } from "./tariff.ts";
import { WORDS } from "./text.ts";
import type { Village } from "./village.ts";

/** Everything that visits need: devices, stations and the gateway, running. */
export type Stage = {
  readonly sites: readonly Site[];
  readonly tariff: TariffDocument;
  /** No session under way anywhere, and nothing without a receipt. */
  allQuiet(): Promise<boolean>;
  /** Waits for quiet, for so many real ms at most. */
  drain(patienceMs: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Real ms that a process has to end by itself. */
const STOP_PATIENCE_MS = 5000;
const LOOK_MS = 50;

/**
 * Opens the devices, then the gateway, then the stations; sets up a new village in between.
 *
 * @throws CannotRun when one of them cannot start; what was opened is closed again
 */
export async function openStage(
  demo: Demo,
  village: Village,
  onDeposit: (station: Slug, event: Recorded | Receipted) => void,
): Promise<Stage> {
  const { folder, options } = demo;
  await using parts = new AsyncDisposableStack();
  const keep = async (program: Program): Promise<Kept> => {
    const kept = await keepProgram(program, demo, village);
    parts.defer(() => kept.stop(STOP_PATIENCE_MS));
    return kept;
  };
  makeFolders(folder);
  const sites = await openSites(demo, village, parts);
  writeConfigs(folder, options, sites);
  const tariff = tariffOf(village);
  const openGateway = () =>
    keep({
      name: "gateway",
      entry: "simulators/demo/gateway-process.ts",
      configFile: folder.gatewayConfig,
      onEvent: () => {},
    });
  await openGatewayOf(village, { demo, tariff, openGateway });
  const openStation = ([station, site]: readonly [Slug, Site]) =>
    keep({
      name: station,
      entry: "simulators/demo/station-process.ts",
      configFile: folder.stationConfig(station),
      onEvent(event) {
        if (event.kind === "shows") site.show(event.phase);
        else onDeposit(station, event);
      },
    });
  const stations = await Promise.all([...sites].map(openStation));
  const opened = parts.move();
  const close = () => opened.disposeAsync();
  return { sites: [...sites.values()], tariff, ...watch(stations), [Symbol.asyncDispose]: close };
}

async function openSites(demo: Demo, village: Village, parts: AsyncDisposableStack) {
  const { folder, options, noiseless = false } = demo;
  const { seed } = village.record();
  const { clock } = village.master;
  const sites = new Map<Slug, Site>();
  for (const [number, station] of STATIONS.entries()) {
    const random = openRandom(seed, `platform of ${station}`);
    const kit = kitOf(number, options.arduino);
    const onFront = diary(folder.log(boardLogOf(station)), clock.now);
    const site = noiseless
      ? await openSite(clock, { ...random, normal: () => 0 }, { kit: onPlatform(kit) })
      : await openSite(clock, random, { kit, onFront });
    parts.defer(() => site.close());
    sites.set(station, site);
  }
  return sites;
}

/** @returns what writes a line into the file, with the village's time */
function diary(file: string, nowMs: () => number): (text: string) => void {
  return (text) => appendFileSync(file, `${new Date(nowMs()).toISOString()}  ${text}\n`);
}

/** To the gram: a bin's drift by less than five divisions is in no deposit. */
const onPlatform = (kit: Kit): Kit => ({ ...kit, mode: "platform" });

/** In force from the month in which the village began. */
function tariffOf(village: Village): TariffDocument {
  const begun = EpochMs(village.record().originMs);
  return exampleTariff(monthOf(localDates(TIME_ZONE)(begun)));
}

type Opening = {
  readonly demo: Demo;
  readonly tariff: TariffDocument;
  openGateway(): Promise<Kept>;
};

async function openGatewayOf(village: Village, { demo, tariff, openGateway }: Opening) {
  const { seed, settled } = village.record();
  if (settled) {
    await openGateway();
    return;
  }
  demo.say(WORDS[demo.options.language].settingUp);
  await openGateway();
  await setUp(demo.folder, householdsOf(seed), tariff, openAdmin(demo.folder.data));
  village.keep({ settled: true });
}

function watch(stations: readonly Kept[]): Pick<Stage, "allQuiet" | "drain"> {
  const allQuiet = async () => {
    const answers = await Promise.all(stations.map((station) => station.ask("quiet")));
    return answers.every((answer) => answer === true);
  };
  return {
    allQuiet,
    async drain(patienceMs) {
      const end = performance.now() + patienceMs;
      while (performance.now() < end && !(await allQuiet())) await pause(LOOK_MS);
    },
  };
}
