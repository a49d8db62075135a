import * as z from "zod";
import type { CardProof } from "#contract/deposit.ts";
import type { CardId } from "#contract/ids.ts";
import type { DriverTools } from "../driver.ts";
import { type CardKey, cardIdOf } from "./card-id.ts";
import { nobody, stepPresence } from "./presence.ts";

/** A card held to the reader. Its UID stays in the driver. */
export type Tap = {
  readonly card: CardId;
  /** Null for a card that cannot prove itself. */
  readonly cardProof: CardProof | null;
  readonly uptimeMs: number;
};

export type CardTools = DriverTools & { readonly cardKey: CardKey };

/** Config fields of every reader. */
export const readerFields = {
  /** How long a card must be away before it can be tapped again. */
  absence_ms: z.int().min(200).max(10_000).default(1000),
};

/** The taps among the readings of an open reader. */
export type Taps = {
  /** Has it been lying there all the time? */
  isThere(uid: Uint8Array, uptimeMs: number): boolean;
  /** @returns null where the card has been lying there */
  one(uid: Uint8Array, uptimeMs: number, cardProof?: CardProof | null): Tap | null;
  of(uids: readonly Uint8Array[], uptimeMs: number): readonly Tap[];
};

export function tapsOf({ cardKey }: Pick<CardTools, "cardKey">, absenceMs: number): Taps {
  let present = nobody;
  const stepOf = (uid: Uint8Array, uptimeMs: number) => {
    const card = cardIdOf(cardKey, uid);
    return { card, ...stepPresence(present, { card, uptimeMs }, absenceMs) };
  };
  const one = (uid: Uint8Array, uptimeMs: number, cardProof: CardProof | null = null) => {
    const step = stepOf(uid, uptimeMs);
    present = step.present;
    return step.isTap ? { card: step.card, cardProof, uptimeMs } : null;
  };
  return {
    isThere: (uid, uptimeMs) => !stepOf(uid, uptimeMs).isTap,
    one,
    of: (uids, uptimeMs) => uids.map((uid) => one(uid, uptimeMs)).filter((tap) => tap !== null),
  };
}
