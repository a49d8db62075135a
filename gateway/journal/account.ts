import { assert } from "#contract/assert.ts";
import { type CardId, isCardId, type Slug } from "#contract/ids.ts";

/** A commodity with its decimals: `QAM/2` credits, `RLF/3` relief points, `G/0:<stream>` grams. */
export type Asset = string;
export const POINTS: Asset = "RLF/3";
/** What the municipality charges its fees in. */
export const FEE: Asset = "ILS/2";
export const creditAsset = (currency: { code: string; minorUnits: number }): Asset =>
  `${currency.code}/${currency.minorUnits}`;
export const gramsAsset = (stream: Slug): Asset => `G/0:${stream}`;

/** `QAM`, 2 and, for grams, the stream. */
export function partsOfAsset(asset: Asset): { code: string; decimals: number; stream?: Slug } {
  const match = /^([A-Z]+)\/(\d)(?::(.+))?$/.exec(asset);
  assert(match !== null, `not an asset: ${asset}`);
  const [, code = "", decimals, stream] = match;
  return { code, decimals: Number(decimals), ...(stream === undefined ? {} : { stream }) };
}

/** Who holds an asset; a colon goes one level deeper, as in hledger. */
export type Account = string;
export const householdAccount = (household: Slug): Account => `household:${household}`;
export const unclaimedAccount = (card: CardId): Account => `unclaimed:${card}`;
export const producerAccount = (producer: Slug): Account => `producer:${producer}`;
/** Below zero by what corrections took back beyond the household's credits. */
export const owedAccount = (household: Slug): Account => `owed:${household}`;
/** Credits of a household that two people let expire, less what corrections took from them. */
export const expiryAccount = (household: Slug): Account => `expiry:${household}`;
export const binAccount = (station: Slug, stream: Slug): Account => `bin:${station}:${stream}`;
/** Where a holder's points of one relief year are kept, so that its balance is the year's sum. */
export const reliefAccount = (holder: Account, year: number): Account => `${holder}:relief:${year}`;
export const municipalityAccount = (year: number): Account => `municipality:relief:${year}`;
/** Credits come from here, stream by stream: what is issued for plastic is one balance. */
export const issuanceAccount = (stream: Slug): Account => `issuance:${stream}`;

export const isIssuance = (account: Account): boolean => account.startsWith("issuance:");

export const householdOf = (account: Account): Slug | null =>
  /^household:([^:]+)$/.exec(account)?.[1] ?? null;

export const cardOf = (account: Account): CardId | null => {
  const card = /^unclaimed:([^:]+)$/.exec(account)?.[1];
  return card !== undefined && isCardId(card) ? card : null;
};
