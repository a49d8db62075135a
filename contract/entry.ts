import * as z from "zod";
import { deposit } from "./deposit.ts";
import { chain, hash, seq, slug } from "./fields.ts";
import { canonicalJson, isJsonObject, type Json, type JsonObject } from "./json.ts";
import { fail, ok, type Result } from "./result.ts";
import { stamp } from "./stamp.ts";

/** Most bytes that the canonical form of one entry may have. */
export const MAX_ENTRY_BYTES = 1024;

const frame = { chain, seq, prev: hash.nullable(), at: stamp };
const depositEntry = z.strictObject({ ...frame, kind: z.literal("deposit"), data: deposit });
const otherEntry = z.strictObject({
  ...frame,
  kind: slug.refine((kind) => kind !== "deposit"),
  data: z.custom<JsonObject>(isJsonObject, "not an object"),
});

/** One link of a station's journal; its `at` is, for a deposit, the moment of weighing. */
export type DepositEntry = z.output<typeof depositEntry>;
/** A calibration, a changed parameter, an emptied bin, ...: the list is open, the data any object. */
export type OtherEntry = z.output<typeof otherEntry>;
export type Entry = DepositEntry | OtherEntry;

export type EntryProblem = { readonly code: "malformed"; readonly detail: string };

/** The only way in: JSON becomes an Entry, or the reason why it is none under this contract. */
export function parseEntry(json: Json): Result<Entry, EntryProblem> {
  const text = canonicalJson(json);
  return text.ok ? parseCanonicalEntry(json, text.value) : malformed(text.problem.detail);
}

/** @param text the canonical form of `json`, where it is known already */
export function parseCanonicalEntry(json: Json, text: string): Result<Entry, EntryProblem> {
  if (text.length > MAX_ENTRY_BYTES) return malformed(`longer than ${MAX_ENTRY_BYTES} bytes`);
  const schema: z.ZodType<Entry> = isDepositLike(json) ? depositEntry : otherEntry;
  const { success, data, error } = schema.safeParse(json);
  return success ? ok(data) : malformed(z.prettifyError(error));
}

const malformed = (detail: string) => fail({ code: "malformed" as const, detail });

export function isDeposit(entry: Entry): entry is DepositEntry {
  return entry.kind === "deposit";
}

function isDepositLike(json: Json): boolean {
  return isJsonObject(json) && json.kind === "deposit";
}
