import type { Result } from "#contract/result.ts";
import { type ReliefRule, reliefRule } from "../journal/relief-rule.ts";
import { parseTomlDocument } from "../journal/toml-document.ts";

/** A relief rule as a council's clerk writes it: TOML with snake_case names, whole percents and agorot. */
export const parseReliefRule = (text: string): Result<ReliefRule, { message: string }> =>
  parseTomlDocument(text, reliefRule);
