import type { Result } from "#contract/result.ts";
import { type TariffDocument, tariffDocument } from "../journal/tariff-document.ts";
import { parseTomlDocument } from "../journal/toml-document.ts";

/** A tariff as a council's clerk writes it: TOML with snake_case names, whole grams and minor units. */
export const parseTariff = (text: string): Result<TariffDocument, { message: string }> =>
  parseTomlDocument(text, tariffDocument);
