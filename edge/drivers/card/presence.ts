import type { CardId } from "#contract/ids.ts";

/** Cards that lie in the reader's field, with the ms of uptime when each was last read. */
export type Presence = ReadonlyMap<CardId, number>;

export const nobody: Presence = new Map();

/** A card that stays is one tap, however often it is read; a new tap is one after an absence. */
export function stepPresence(
  present: Presence,
  { card, uptimeMs }: { readonly card: CardId; readonly uptimeMs: number },
  absenceMs: number,
): { readonly present: Presence; readonly isTap: boolean } {
  const still = [...present].filter(([, lastMs]) => uptimeMs - lastMs < absenceMs);
  const isTap = !still.some(([known]) => known === card);
  return { present: new Map(still).set(card, uptimeMs), isTap };
}
