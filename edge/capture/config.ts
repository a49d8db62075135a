import { parse, stringify } from "smol-toml";
import type { Result } from "#contract/result.ts";
import { parseConfig, type StationConfig } from "../config.ts";

/** Where things are kept on one computer: no capture needs to know. */
const NOT_CARRIED: ReadonlySet<string> = new Set(["data", "card_key_file", "mqtt", "clock"]);
const ELSEWHERE = { data: "replay", card_key_file: "card.key" };

/** @param toml of a station.toml that was understood */
export function carriedConfig(toml: string): Record<string, unknown> {
  const kept = Object.entries(parse(toml)).filter(([key]) => !NOT_CARRIED.has(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(kept), dayAsText));
}

/** A TOML day has its own way into JSON, which the config takes as it takes a day in quotes. */
function dayAsText(_: string, value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

export function configOf(
  carried: Record<string, unknown>,
  file: string,
): Result<StationConfig, string> {
  return parseConfig(stringify({ ...carried, ...ELSEWHERE }), file);
}
