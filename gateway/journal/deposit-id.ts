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

/**
 * How people name a deposit: `beitillo/beitillo-01/3/1042`, its chain by number or by name. One that
 * lies in quarantine is named with its hash behind, since its seq belongs to another.
 */
export type DepositId = {
  readonly station: Slug;
  readonly chain: number | Chain;
  readonly seq: number;
  readonly hash: Hash | null;
};

/** @param scheme the one that this journal belongs to; it may be left out */
export function parseDepositId(text: string, scheme: Slug): Result<DepositId, string> {
  const parts = text.split("/");
  if (parts[0] === scheme && parts.length > 3) parts.shift();
  const [station = "", chain = "", seq = "", hash = null, ...more] = parts;
  const number = /^[1-9]\d{0,5}$/.test(chain) ? Number(chain) : null;
  const named = number ?? (isChain(chain) ? chain : null);
  const known = isSlug(station) && named !== null && more.length === 0;
  const counted = /^[1-9]\d{0,9}$/.test(seq) && Number(seq) <= MAX_SEQ;
  if (known && counted && (hash === null || isHash(hash))) {
    return ok({ station, chain: named, seq: Number(seq), hash });
  }
  return fail(`"${text}" names no deposit: write it as ${scheme}/STATION/CHAIN/SEQ.`);
}
