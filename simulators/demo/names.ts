import { readFileSync } from "node:fs";
import type { CardId, Slug } from "#contract/ids.ts";
import { cardIdOf } from "#edge/drivers/card/card-id.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import type { Household } from "../village/households.ts";
import type { Names } from "./print.ts";
import { labelsOf } from "./tariff.ts";

/** @param cardKeyFile the scheme's card key in hex, by which a station turns tags into names */
export function namesOf(
  households: readonly Household[],
  tariff: TariffDocument,
  cardKeyFile: string,
): Names {
  const key = Buffer.from(readFileSync(cardKeyFile, "utf8").trim(), "hex");
  const byCard = new Map<CardId, Slug>(
    households.flatMap(({ name, tags }) =>
      tags.map((tag) => [cardIdOf(key, Buffer.from(tag, "hex")), name] as const),
    ),
  );
  return {
    householdOf: (card) => (card === null ? null : (byCard.get(card) ?? null)),
    streamLabel: labelsOf(tariff),
  };
}
