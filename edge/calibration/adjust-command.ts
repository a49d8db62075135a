import { Grams } from "#contract/units.ts";
import type { Command, Given } from "../command.ts";
import { hangsOnBoard } from "../config/board.ts";
import type { StationConfig } from "../config.ts";
import { DeviceLost } from "../drivers/driver.ts";
import { hubOf, scaleOf } from "../drivers/registry.ts";
import { serialPorts } from "../drivers/serial.ts";
import { systemTimers } from "../timers.ts";
import { Trouble } from "../trouble.ts";
import { type Adjusted, adjustTo } from "./adjust.ts";
import { adjustWords } from "./adjust-text.ts";
import { openCounter } from "./counter.ts";
import { openTerminal } from "./terminal.ts";

export const adjustCommand: Command = {
  takes: "--weight G",
  about: "says by which numbers a bare load cell's counts become grams",
  options: { weight: { type: "string" } },
  run: adjust,
};

/** Writes nothing: what goes into station.toml, a person writes there, and the journal keeps at the next start. */
async function adjust(given: Given): Promise<void> {
  const config = given.config();
  if (!hangsOnBoard(config.devices.scale)) {
    throw new Trouble("Only a bare load cell is adjusted here; an indicator has a way of its own.");
  }
  const weight = Grams(given.count("weight", 0));
  if (weight === 0) throw new Trouble("adjust needs --weight G, the known weight in grams.");
  const say = adjustWords[config.language];
  const terminal = openTerminal(process.stdin, process.stdout);
  const counter = openCounter(await opened(config), systemTimers.after);
  try {
    await terminal.ask(say.empty);
    const zero = await counter.count();
    await terminal.ask(say.put(weight));
    const span = await counter.count();
    const adjusted = adjustTo({ zero, span, weight }, config.devices.scale.instrument);
    for (const fault of adjusted.faults) terminal.say(say.fault(fault, adjusted.noiseGrams));
    if (adjusted.faults.length > 0) throw new Trouble(say.failed);
    terminal.say(say.write(linesOf(adjusted), adjusted.noiseGrams));
  } finally {
    terminal.close();
    await counter.close();
  }
}

const COUNTS_AS_GRAMS = { zeroCounts: 0, spanCounts: 1, spanGrams: 1 } as const;

async function opened({ devices: { scale, board } }: StationConfig) {
  const tools = {
    ports: serialPorts,
    after: systemTimers.after,
    uptimeMs: () => systemTimers.now(),
  };
  const counting = "zeroCounts" in scale ? { ...scale, ...COUNTS_AS_GRAMS } : scale;
  try {
    return await scaleOf(counting, tools, hubOf(board, tools)).open();
  } catch (error) {
    if (!(error instanceof DeviceLost)) throw error;
    throw new Trouble(`The load cell cannot be opened: ${error.message}. Try \`station doctor\`.`);
  }
}

function linesOf({ adjustment }: Adjusted): string {
  const { zeroCounts, spanCounts, spanGrams } = adjustment;
  return `zero_counts = ${zeroCounts}\nspan_counts = ${spanCounts}\nspan_grams = ${spanGrams}`;
}
