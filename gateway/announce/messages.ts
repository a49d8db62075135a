import { type Blocked, MAX_BLOCKED_BYTES } from "#contract/blocked.ts";
import type { SigningKey } from "#contract/jwk.ts";
import { signJws } from "#contract/jws.ts";
import type { Keys } from "#contract/keys.ts";
import { type ChainSettings, MAX_SETTINGS_BYTES, type Settings } from "#contract/settings.ts";
import type { ChainRow } from "../store/store.ts";

const BASE64_GROWTH = 4 / 3;
/** JWS header and signature, and a blocked list's other members. */
const FRAME_BYTES = 1024;
/** `"yC3k...22 characters",` */
const BYTES_PER_CARD = 25;

/** As many cards as one message has room for. */
export const MAX_BLOCKED_CARDS = Math.floor(
  (MAX_BLOCKED_BYTES - FRAME_BYTES) / BASE64_GROWTH / BYTES_PER_CARD,
);

/** @param root the one key that a station knows before anything came over the wire */
export function signKeys(message: Keys, root: SigningKey): string {
  return signJws("qamama-keys", JSON.stringify(message), root);
}

export function signBlocked(message: Blocked, key: SigningKey): string {
  return signJws("qamama-blocked", JSON.stringify(message), key);
}

/**
 * Settings with all of a station's chains; with its latest ones where it has had more than a message
 * holds, which are hundreds.
 */
export function signSettings(message: Settings, key: SigningKey): string {
  const latestFirst = message.chains.toSorted((a, b) => b.number - a.number);
  for (let count = latestFirst.length; ; count = Math.floor(count * 0.9)) {
    const chains = latestFirst.slice(0, count).reverse();
    const text = signJws("qamama-settings", JSON.stringify({ ...message, chains }), key);
    if (text.length <= MAX_SETTINGS_BYTES || count === 0) return text;
  }
}

/** A chain that nobody has approved yet is none of the station's. */
export function chainSettingsOf(rows: readonly ChainRow[]): ChainSettings[] {
  return rows.flatMap(({ chain, number, state, next }) =>
    number === null || state === "requested" ? [] : [{ chain, number, state, next }],
  );
}
