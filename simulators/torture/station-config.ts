import { join } from "node:path";
import { parseConfig, type StationConfig } from "#edge/config.ts";
import type { StationStart } from "./messages.ts";

/** An ordinary station's, whose devices nobody opens. */
export function stationConfig({ station, data }: StationStart): StationConfig {
  const toml = `
    scheme = "beitillo"
    station = "${station}"
    data = "${data}"
    card_key_file = "${join(data, "card.key")}"
    [scale]
    kind = "mt-sics"
    path = "/dev/no-scale"
    id = "platform-1"
    division = 10
    max_grams = 60000
    calibration = "2026-09-01"
    [reader]
    kind = "rdm6300"
    path = "/dev/no-reader"
    [keypad]
    kind = "serial-keypad"
    path = "/dev/no-keypad"
    [[streams]]
    stream = "plastic"
    label = { ar = "بلاستيك", en = "Plastic" }
    rate_per_kg = 40
    min_grams = 500
  `;
  const parsed = parseConfig(toml, join(data, "station.toml"));
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}
