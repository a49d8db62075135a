import { userInfo } from "node:os";
import { openClock, type StationClock, stampNow, systemReadings } from "../clock.ts";
import type { Command, Given } from "../command.ts";
import type { StationConfig } from "../config.ts";
import { DeviceLost } from "../drivers/driver.ts";
import { hubOf, scaleOf } from "../drivers/registry.ts";
import type { Scale } from "../drivers/scale/serial-scale.ts";
import { serialPorts } from "../drivers/serial.ts";
import { logTo } from "../log.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { openData } from "../station.ts";
import { systemTimers } from "../timers.ts";
import { Trouble } from "../trouble.ts";
import { weighingBy } from "../weighing/config.ts";
import { entryOf, isName } from "./entry.ts";
import { openGauge } from "./gauge.ts";
import type { Report } from "./judge.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { words } from "./text.ts";
import { walk } from "./walk.ts";

export const calibrateCommand: Command = {
  takes: "[--weights G,G] [--id ID] [--by NAME] [--yes]",
  about: "checks zero and span of the scale with known weights, and writes what it found",
  options: {
    weights: { type: "string" },
    id: { type: "string" },
    by: { type: "string" },
    yes: { type: "boolean" },
  },
  run: calibrate,
};

type Names = { readonly id: string; readonly by: string };
type Desk = {
  readonly config: StationConfig;
  readonly outbox: Outbox;
  readonly clock: StationClock;
  readonly terminal: Terminal;
};

/** The journal first: who has it is this very station, and has the scale too. */
async function calibrate(given: Given): Promise<void> {
  const config = given.config();
  const clock = openClock(systemReadings(config.ntpFile ?? undefined));
  const names = namesIn(given);
  const { outbox } = openData(config.data, logTo(process.stderr, Date.now));
  const terminal = openTerminal(process.stdin, process.stdout);
  try {
    const desk = { config, outbox, clock, terminal };
    const report = await measure(desk, given);
    await conclude(desk, { report, names, isAgreed: given.flag("yes") });
  } finally {
    terminal.close();
    outbox.close();
  }
}

function namesIn(given: Given): Names {
  const id = given.text("id") ?? localDay(new Date());
  const by = given.text("by") ?? userInfo().username;
  for (const [option, name] of Object.entries({ id, by })) {
    if (isName(name)) continue;
    throw new Trouble(`--${option} takes 1 to 32 ASCII characters, not "${name}".`);
  }
  return { id, by };
}

/** As the calendar on the wall has it. */
function localDay(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => `${part}`.padStart(2, "0")).join("-");
}

async function measure({ config, terminal, clock }: Desk, given: Given): Promise<Report> {
  const { after } = systemTimers;
  const { instrument } = config.devices.scale;
  const uptimeMs = () => clock.uptimeMs();
  const scale = await opened(config, uptimeMs);
  const weighing = weighingBy(instrument, config.weighing);
  const gauge = openGauge({ scale, config: weighing, after, onReading: showLive });
  try {
    return await walk({
      ...{ person: terminal, gauge, instrument, say: words[config.language] },
      setZero: () => scale.setZero(),
      weights: given.text("weights"),
    });
  } finally {
    await gauge.close();
  }
}

async function opened(config: StationConfig, uptimeMs: () => number): Promise<Scale> {
  const tools = { ports: serialPorts, after: systemTimers.after, uptimeMs };
  try {
    const { scale, board } = config.devices;
    return await scaleOf(scale, tools, hubOf(board, tools)).open();
  } catch (error) {
    if (!(error instanceof DeviceLost)) throw error;
    throw new Trouble(`The scale cannot be opened: ${error.message}. Try \`station doctor\`.`);
  }
}

/** On one line, again and again; a file has no use for it. */
function showLive(grams: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${`${grams}`.padStart(9)} g \r`);
}

type Conclusion = { readonly report: Report; readonly names: Names; readonly isAgreed: boolean };

async function conclude(desk: Desk, { report, names, isAgreed }: Conclusion): Promise<void> {
  const { config, outbox, clock, terminal } = desk;
  const say = words[config.language];
  if (report.faults.length > 0) throw new Trouble(say.failed);
  const answer = isAgreed ? "y" : await terminal.ask(say.agree);
  if (answer.toLowerCase() !== "y") throw new Trouble(say.notWritten);
  const { instrument } = config.devices.scale;
  outbox.append(entryOf({ ...names, instrument, report }, stampNow(clock)));
  terminal.say(say.written(names.id));
}
