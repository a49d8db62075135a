import {
  type Chain,
  type Hash,
  isChain,
  isHash,
  isSlug,
  MAX_SEQ,
  type Slug,
} from "#contract/ids.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { isSlip } from "./slip.ts";

/**
 * How people name a deposit: `beitillo/beitillo-01/3/1042`, its chain by number or by name. One that
 * lies in quarantine is named with its hash behind, since its seq belongs to another.
 */
export type SentId = {
  readonly station: Slug;
  readonly chain: number | Chain;
  readonly seq: number;
  readonly hash: Hash | null;
};
/** One that was entered by hand: `beitillo/beitillo-01/manual/17`, by its slip. */
export type SlipId = { readonly station: Slug; readonly slip: string };
export type DepositId = SentId | SlipId;

/** Stands where other ids have their chain; no chain is called so. */
const MANUAL = "manual";

/** `beitillo-01/manual/17` */
export const slipIdOf = ({ station, slip }: SlipId): string => [station, MANUAL, slip].join("/");

/** @param scheme the one that this journal belongs to; it may be left out */
export function parseDepositId(text: string, scheme: Slug): Result<DepositId, string> {
  const parts = text.split("/");
  if (parts[0] === scheme && parts.length > 3) parts.shift();
  const id = parts[1] === MANUAL ? slipIdIn(parts) : sentIdIn(parts);
  if (id !== null) return ok(id);
  const forms = `${scheme}/STATION/CHAIN/SEQ, or ${scheme}/STATION/${MANUAL}/SLIP`;
  return fail(`"${text}" names no deposit: write it as ${forms}.`);
}

function slipIdIn([station = "", , slip = "", ...more]: readonly string[]): SlipId | null {
  const known = isSlug(station) && isSlip(slip) && more.length === 0;
  return known ? { station, slip } : null;
}

function sentIdIn(parts: readonly string[]): SentId | null {
  const [station = "", chain = "", seq = "", hash = null, ...more] = parts;
  const number = /^[1-9]\d{0,5}$/.test(chain) ? Number(chain) : null;
  const named = number ?? (isChain(chain) ? chain : null);
  const counted = /^[1-9]\d{0,9}$/.test(seq) && Number(seq) <= MAX_SEQ;
  if (!isSlug(station) || named === null || !counted || more.length > 0) return null;
  if (hash !== null && !isHash(hash)) return null;
  return { station, chain: named, seq: Number(seq), hash };
}
