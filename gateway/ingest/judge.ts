import type { Entry } from "#contract/entry.ts";
import type { Chain, Hash } from "#contract/ids.ts";
import type { Json } from "#contract/json.ts";
import { algorithmOf, importPublicJwk, type PublicJwk } from "#contract/jwk.ts";
import {
  type ChainKey,
  type Page,
  type PageEntry,
  type PageProblem,
  readPage,
  verifyPage,
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
 * What came of it, as it crosses back. The entries come as the text that was signed: to parse it again
 * costs less than to copy two trees of objects between threads.
 */
export type Verdict = Result<
  {
    readonly payload: string;
    readonly hashes: readonly Hash[];
    readonly faults: readonly (readonly [index: number, fault: Fault])[];
  },
  PageProblem
>;

/** @throws what only a bug throws */
export function judge({ raw, range, key }: PageJob): Verdict {
  const bytes = Buffer.from(raw, "latin1");
  const jws = verifyPage(bytes, range.chain, chainKeyOf(range.chain, key));
  if (!jws.ok) return jws;
  const page = readPage(jws.value.payload, range);
  if (!page.ok) return page;
  const { entries } = page.value;
  const payload = Buffer.from(jws.value.payload).toString("latin1");
  return ok({ payload, hashes: entries.map(({ hash }) => hash), faults: faultsOf(entries) });
}

function faultsOf(entries: Page["entries"]): (readonly [number, Fault])[] {
  return entries.flatMap(({ entry }, index) => (entry.ok ? [] : [[index, entry.problem] as const]));
}

/** The page again, just as `readPage` gave it on the other thread. */
export function pageOf(verdict: Verdict, { first }: PageRange): Result<Page, PageProblem> {
  if (!verdict.ok) return verdict;
  const { payload, hashes, faults } = verdict.value;
  // Judged there: the text is a page's, and an entry without a fault is an Entry.
  const page = JSON.parse(payload) as { sent: Stamp; entries: readonly Json[] };
  const faultAt = new Map(faults);
  const entries = hashes.map((hash, index): PageEntry => {
    const json = page.entries[index] ?? null;
    const fault = faultAt.get(index);
    const entry = fault === undefined ? ok(json as unknown as Entry) : fail(fault);
    return { seq: first + index, hash, json, entry };
  });
  return ok({ sent: page.sent, entries });
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
