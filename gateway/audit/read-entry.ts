import { type DepositEntry, isDeposit, parseEntry } from "#contract/entry.ts";
import { canonicalHash, sha256 } from "#contract/hash.ts";
import { canonicalJson, type Json, parseJsonText } from "#contract/json.ts";
import type { Correction } from "../journal/correction.ts";
import type { Bag } from "./book.ts";

/** @returns null for an entry of another kind; of a malformed one it is unknown what it is */
export function bagIn(json: Json): Bag | "unreadable" | null {
  const parsed = parseEntry(json);
  if (!parsed.ok) return "unreadable";
  return isDeposit(parsed.value) ? bagOf(parsed.value) : null;
}

export function bagInText(text: string): Bag | "unreadable" | null {
  const json = parseJsonText(text);
  return json.ok ? bagIn(json.value) : "unreadable";
}

function bagOf({ data }: DepositEntry): Bag {
  const { card, stream, grade, net, scale, attendant } = data;
  const division = scale?.division ?? null;
  const verified = scale?.verified === true;
  return { card, stream, grade, net, division, verified, attended: attendant !== null };
}

/** What two people say in place of what was weighed; null where that is not enough to know it. */
export function bagCorrected(bag: Bag | null, correction: Correction): Bag | null {
  const { net = bag?.net, stream = bag?.stream, grade = bag?.grade ?? null } = correction;
  if (net === undefined || stream === undefined) return null;
  return { ...(bag ?? UNREAD), net, stream, grade };
}

/** Of what no station weighed: people vouch for it. */
export const UNREAD = { card: null, division: null, verified: false, attended: true };

/** Is the hash that of the recorded entry? Of a malformed one only a text is kept, as it came. */
export function hashAgrees(entry: Json, hash: string): boolean {
  if (typeof entry === "string") return true;
  return canonicalJson(entry).ok && canonicalHash(entry) === hash;
}

export const textAgrees = (text: string, hash: string): boolean => sha256(text) === hash;
