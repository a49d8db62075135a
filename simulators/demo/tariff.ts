import { readFileSync } from "node:fs";
import { assert } from "#contract/assert.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import { parseTariff } from "#gateway/tariff/document.ts";
import { type Key, streamKey } from "../keypad/keypad.ts";
import type { Waste } from "../village/waste.ts";
import { inRepository } from "./programs.ts";

/** The example of the docs, in force from a month on. @param month `YYYY-MM` */
export function exampleTariff(month: string): TariffDocument {
  const parsed = parseTariff(readFileSync(inRepository("docs/examples/tariff.toml"), "utf8"));
  assert(parsed.ok, parsed.ok ? "" : `docs/examples/tariff.toml: ${parsed.problem.message}`);
  return { ...parsed.value, id: `beitillo-${month}`, validFrom: month };
}

/** The keys of a station's keypad are the streams in the tariff's order. */
export function keysOf({ streams }: TariffDocument): (waste: Waste) => Key {
  return (waste) => streamKey(1 + streams.findIndex(({ stream }) => stream === waste));
}

export function labelsOf({ streams }: TariffDocument) {
  const labels = new Map(streams.map(({ stream, label }) => [stream, label]));
  return (stream: string, language: "ar" | "en") => labels.get(stream)?.[language] ?? stream;
}
