import type { Entry } from "#contract/entry.ts";
import type { Chain, Hash } from "#contract/ids.ts";
import { algorithmOf, importPublicJwk, type PublicJwk } from "#contract/jwk.ts";
import {
  type ChainKey,
  type Page,
  type PageEntry,
  type PageProblem,
  parsePage,
} from "#contract/page.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { Stamp } from "#contract/stamp.ts";
import type { PageRange } from "#contract/topics.ts";

/** A page and the key it must be signed with, as it crosses to another thread. */
export type PageJob = {
  /** The bytes, one character each: copied in one move, where a Buffer would take its whole pool along. */
  readonly raw: string;
  readonly range: PageRange;
  readonly key: PublicJwk;
};

type Fault = Extract<PageEntry["entry"], { ok: false }>["problem"];

/**
 * What came of it, as it crosses back. A good entry comes as its text alone: to parse that again costs
 * less than to copy a tree of objects between threads.
 */
export type Verdict = Result<
  {
    readonly sent: Stamp;
    readonly entries: readonly { text: string; hash: Hash; fault: Fault | null }[];
  },
  PageProblem
>;

/** @throws what only a bug throws */
export function judge({ raw, range, key }: PageJob): Verdict {
  const bytes = Buffer.from(raw, "latin1");
  const page = parsePage(bytes, range, chainKeyOf(range.chain, key));
  if (!page.ok) return page;
  const entries = page.value.entries.map(({ text, hash, entry }) => {
    return { text, hash, fault: entry.ok ? null : entry.problem };
  });
  return ok({ sent: page.value.sent, entries });
}

/** The page again, just as `parsePage` gave it on the other thread. */
export function pageOf(verdict: Verdict, { first }: PageRange): Result<Page, PageProblem> {
  if (!verdict.ok) return verdict;
  const { sent, entries } = verdict.value;
  return ok({
    sent,
    entries: entries.map(({ text, hash, fault }, index): PageEntry => {
      // Judged there: the text without a fault is an Entry's.
      const entry = fault === null ? ok(JSON.parse(text) as Entry) : fail(fault);
      return { seq: first + index, hash, text, entry };
    }),
  });
}

const MAX_KEYS_KEPT = 10_000;
const chainKeys = new Map<Chain, ChainKey>();

/** To import a key costs as much as half a verification; a chain's name is its key's thumbprint. */
export function chainKeyOf(chain: Chain, jwk: PublicJwk): ChainKey {
  const known = chainKeys.get(chain);
  if (known !== undefined) return known;
  if (chainKeys.size >= MAX_KEYS_KEPT) chainKeys.clear();
  const made = { key: importPublicJwk(jwk), alg: algorithmOf(jwk) };
  chainKeys.set(chain, made);
  return made;
}
