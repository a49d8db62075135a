import { readFileSync } from "node:fs";
import { assert } from "#contract/assert.ts";
import { MinorUnitsPerKilogram } from "#contract/units.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import { parseTariff } from "#gateway/tariff/document.ts";

const EXAMPLE = new URL("../../docs/examples/tariff.toml", import.meta.url);
const PLASTIC_RATE = MinorUnitsPerKilogram(50);

/** The example of the docs from January on, and from July on another one that pays more for plastic. */
export function tariffsOf(year: number): readonly [TariffDocument, TariffDocument] {
  const parsed = parseTariff(readFileSync(EXAMPLE, "utf8"));
  assert(parsed.ok, parsed.ok ? "" : parsed.problem.message);
  const first = { ...parsed.value, id: `beitillo-${year}-01`, validFrom: `${year}-01` };
  const streams = first.streams.map((terms) =>
    terms.stream === "plastic" ? { ...terms, rateMinorUnitsPerKg: PLASTIC_RATE } : terms,
  );
  const decision = { number: `3/${year}`, date: `${year}-05-20` };
  return [
    first,
    { ...first, id: `beitillo-${year}-07`, validFrom: `${year}-07`, decision, streams },
  ];
}
