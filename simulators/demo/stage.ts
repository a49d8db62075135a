import { setTimeout as pause } from "node:timers/promises";
import type { Slug } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import { localDates, monthOf } from "#gateway/journal/calendar.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import { householdsOf } from "../village/households.ts";
import { openAdmin } from "./admin.ts";
import { type ChildPlan, startChild } from "./child.ts";
import { makeFolders, STATIONS, TIME_ZONE, writeConfigs } from "./folder.ts";
import { type Kept, keepRunning } from "./keep-running.ts";
import type { Receipted, Recorded, StationEvent } from "./messages.ts";
import { inRepository } from "./programs.ts";
import type { Demo } from "./run-demo.ts";
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

/** @throws CannotRun */
export async function openStage(
  demo: Demo,
  village: Village,
  onDeposit: (station: Slug, event: Recorded | Receipted) => void,
): Promise<Stage> {
  const { options, folder, say } = demo;
  const { seed, originMs, settled } = village.record();
  const { clock } = village.master;
  await using parts = new AsyncDisposableStack();
  const sites = new Map<Slug, Site>();
  for (const station of STATIONS) {
    const site = await openSite(station, clock, seed);
    parts.defer(() => site.close());
    sites.set(station, site);
  }
  makeFolders(folder);
  writeConfigs(folder, options, sites);
  const tariff = exampleTariff(monthOf(localDates(TIME_ZONE)(EpochMs(originMs))));

  const keep = async (name: string, program: Program): Promise<Kept> => {
    const kept = await keepProgram(name, program, demo, village);
    parts.defer(() => kept.stop(STOP_PATIENCE_MS));
    return kept;
  };
  if (!settled) say(WORDS[options.language].settingUp);
  await keep("gateway", {
    file: "simulators/demo/gateway-process.ts",
    configFile: folder.gatewayConfig,
    onEvent: () => {},
  });
  if (!settled) {
    await setUp(folder, householdsOf(seed), tariff, openAdmin(folder.data));
    village.keep({ settled: true });
  }
  const stations = await Promise.all(
    [...sites].map(([station, site]) =>
      keep(station, {
        file: "simulators/demo/station-process.ts",
        configFile: folder.stationConfig(station),
        onEvent(event) {
          if (event.kind === "shows") site.show(event.phase);
          else onDeposit(station, event);
        },
      }),
    ),
  );

  const allQuiet = async () => {
    const answers = await Promise.all(stations.map((station) => station.ask("quiet")));
    return answers.every((answer) => answer === true);
  };
  const opened = parts.move();
  return {
    sites: [...sites.values()],
    tariff,
    allQuiet,
    async drain(patienceMs) {
      const end = performance.now() + patienceMs;
      while (performance.now() < end && !(await allQuiet())) await pause(LOOK_MS);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

type Program = {
  readonly file: string;
  readonly configFile: string;
  onEvent(event: StationEvent): void;
};

/** Runs a program on village time, and again whenever it dies. */
async function keepProgram(
  name: string,
  { file, configFile, onEvent }: Program,
  { options, folder, say }: Demo,
  { master }: Village,
): Promise<Kept> {
  const plan: ChildPlan = {
    name,
    file: inRepository(file),
    config: { configFile },
    logFile: folder.log(name),
    onEvent,
  };
  const kept = await keepRunning({
    start: () => startChild(plan, master.line()),
    onDeath: (how, retryMs) =>
      say(WORDS[options.language].ended(name, how, (retryMs / 1000).toFixed(1))),
  });
  master.addFollower(kept.follow);
  await master.turn({ rate: master.line().rate }); // what it missed while it started
  return kept;
}
