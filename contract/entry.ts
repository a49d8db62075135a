import * as z from "zod";
import { deposit } from "./deposit.ts";
import { chain, hash, seq, slug } from "./fields.ts";
import { canonicalJson, type Json } from "./json.ts";
import { fail, ok, type Result } from "./result.ts";
import { stamp } from "./stamp.ts";

/** Most bytes that the canonical form of one entry may have. */
export const MAX_ENTRY_BYTES = 1024;

const frame = { chain, seq, prev: hash.nullable(), at: stamp };
const depositEntry = z.strictObject({ ...frame, kind: z.literal("deposit"), data: deposit });
const otherEntry = z.strictObject({
  ...frame,
  kind: slug.refine((kind) => kind !== "deposit"),
  data: z.record(z.string(), z.json()),
});

/** One link of a station's journal; its `at` is, for a deposit, the moment of weighing. */
export type DepositEntry = z.output<typeof depositEntry>;
/** A calibration, a changed parameter, an emptied bin, ...: the list is open, the data any object. */
export type OtherEntry = z.output<typeof otherEntry> & {
  readonly kind: Exclude<string, "deposit">;
};
export type Entry = DepositEntry | OtherEntry;

export type EntryProblem = { readonly code: "malformed"; readonly detail: string };

/** The only way in: JSON becomes an Entry, or the reason why it is none under this contract. */
export function parseEntry(json: Json): Result<Entry, EntryProblem> {
  const text = canonicalJson(json);
  if (!text.ok) return fail({ code: "malformed", detail: text.problem.detail });
  if (text.value.length > MAX_ENTRY_BYTES) {
    return fail({ code: "malformed", detail: `longer than ${MAX_ENTRY_BYTES} bytes` });
  }
  const schema = isDepositLike(json) ? depositEntry : otherEntry;
  const { success, data, error } = schema.safeParse(json);
  return success ? ok(data as Entry) : fail({ code: "malformed", detail: z.prettifyError(error) });
}

export function isDeposit(entry: Entry): entry is DepositEntry {
  return entry.kind === "deposit";
}

function isDepositLike(json: Json): boolean {
  return typeof json === "object" && json !== null && "kind" in json && json.kind === "deposit";
}
