declare const kind: unique symbol;
type Name<Kind extends string> = string & { readonly [kind]: Kind };

/** `[a-z0-9][a-z0-9-]{0,31}`: the name of a scheme, a station, a stream, a household, a reason. */
export type Slug = string;
/** One run of a station's journal: 22 characters of its key's thumbprint (docs/PROTOCOL.md, "Names"). */
export type Chain = Name<"chain">;
/** base64url SHA-256 of an entry's canonical form, 43 characters. */
export type Hash = Name<"hash">;
/** Keyed hash of a card's UID, 22 characters. The UID itself never leaves the reader. */
export type CardId = Name<"card">;
/** `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export type UtcTime = Name<"utc">;

const patterns = {
  slug: /^[a-z0-9][a-z0-9-]{0,31}$/,
  /** The beginning of a longer base64url text: any 22 of its characters. */
  chain: /^[A-Za-z0-9_-]{22}$/,
  // Whole base64url texts: their last character carries bits that are zero in the one right spelling.
  sixteenBytes: /^[A-Za-z0-9_-]{21}[AQgw]$/,
  thirtyTwoBytes: /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
} as const;

export const isSlug = (text: string): text is Slug => patterns.slug.test(text);
export const isChain = (text: string): text is Chain => patterns.chain.test(text);
export const isHash = (text: string): text is Hash => patterns.thirtyTwoBytes.test(text);
export const isCardId = (text: string): text is CardId => patterns.sixteenBytes.test(text);
export const isUuid = (text: string): boolean => patterns.uuid.test(text);

/** Also refuses the 31st of February, which a pattern alone lets through. */
export function isUtcTime(text: string): text is UtcTime {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

/** @param ms milliseconds since 1970, between the years 0 and 9999 */
export function utcTime(ms: number): UtcTime {
  return new Date(ms).toISOString() as UtcTime;
}

/** Highest sequence number of a chain: 2^31 - 1. */
export const MAX_SEQ = 2_147_483_647;
