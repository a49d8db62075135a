import * as z from "zod";
import { utcTime } from "#contract/ids.ts";
import type { AgentConfig } from "../agent-ports.ts";
import { stampNow } from "../clock.ts";
import type { ScaleSection } from "../drivers/registry.ts";
import { append, type EntryParts } from "./entries.ts";

/** What decides what a station's weights mean, by its name in station.toml, as text. */
export type Parameters = Readonly<Record<string, string>>;

export type Change = {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
};

const parameters = z.record(z.string(), z.string());

/** Under this name the journal keeps them all, as they were at the latest entry. */
const PARAMETERS = "parameters";
/** Of the canonical form of one entry's changes: with its frame it stays below the contract's 1 KiB. */
const MAX_CHANGES_BYTES = 735;

export function parametersOf({
  instrument,
  weighing,
  emptyBin,
  session,
  containers,
}: AgentConfig): Parameters {
  const { verifiedUntil, seal } = instrument;
  const isBin = weighing.mode === "bin";
  return {
    "scale.id": instrument.id,
    "scale.class": instrument.class,
    "scale.division": `${instrument.division}`,
    "scale.max_grams": `${instrument.max}`,
    "scale.calibration": instrument.calibration,
    ...(seal === null ? {} : { "scale.seal": seal }),
    ...(verifiedUntil === null
      ? {}
      : { "scale.verified_until": utcTime(verifiedUntil).slice(0, 10) }),
    "scale.zero_grams": `${weighing.zeroBand}`,
    "weighing.mode": weighing.mode,
    "weighing.window_ms": `${weighing.windowMs}`,
    "weighing.fastest_ms": `${weighing.fastestMs}`,
    "weighing.zero_tracking_grams": `${weighing.zeroTracking}`,
    ...(isBin ? { "weighing.empty_bin_grams": `${emptyBin.grams}` } : {}),
    ...(isBin ? { "weighing.bin_tolerance_grams": `${emptyBin.tolerance}` } : {}),
    "session.confirm": session.confirm,
    ...Object.fromEntries(
      [...containers].map(([stream, grams]) => [`containers.${stream}`, `${grams}`]),
    ),
  };
}

/** In the order of their names; what is on one side only has come or gone. */
export function changesBetween(before: Parameters, after: Parameters): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((name) => ({ name, from: before[name] ?? null, to: after[name] ?? null }))
    .filter(({ from, to }) => from !== to);
}

const OF_LINE_AND_INSTRUMENT = new Set(["path", "baudRate", "dataBits", "parity", "instrument"]);

/** Of a driver's section, what is neither its line nor its instrument: which frames it reads, and how. */
export function driverParameters(section: ScaleSection): Parameters {
  const own = Object.entries(section).filter(([key]) => !OF_LINE_AND_INSTRUMENT.has(key));
  const nameOf = (key: string) => `scale.${key.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)}`;
  return Object.fromEntries(own.map(([key, value]) => [nameOf(key), `${value}`]));
}

/**
 * Writes what has changed since the journal last said so, before anything is weighed by it. A full disk
 * puts that off until the next start.
 */
export function recordParameters(parts: EntryParts, ofDriver: Parameters = {}): void {
  const known: unknown = JSON.parse(parts.outbox.standing(PARAMETERS) ?? "{}");
  let before = parameters.parse(known);
  const after = { ...parametersOf(parts.config), ...ofDriver };
  for (const changes of chunked(changesBetween(before, after))) {
    before = changed(before, changes);
    const sets = { [PARAMETERS]: JSON.stringify(before) };
    const entry = { kind: "parameter", at: stampNow(parts.clock), data: { changes }, sets };
    if (append(entry, parts) === null) return; // what no entry says is not known
  }
}

function changed(before: Parameters, changes: readonly Change[]): Parameters {
  const names = new Set(changes.map(({ name }) => name));
  const kept = Object.entries(before).filter(([name]) => !names.has(name));
  const added = changes.flatMap(({ name, to }) => (to === null ? [] : [[name, to] as const]));
  return Object.fromEntries([...kept, ...added]);
}

/** As many in one entry as have room there. */
function chunked(changes: readonly Change[]): readonly (readonly Change[])[] {
  const chunks: Change[][] = [];
  for (const change of changes) {
    const last = chunks.at(-1);
    if (last !== undefined && bytesOf([...last, change]) <= MAX_CHANGES_BYTES) last.push(change);
    else chunks.push([change]);
  }
  return chunks;
}

const bytesOf = (changes: readonly Change[]) => JSON.stringify(changes).length;
