// Reads signatures and hashes: not for the browser.
import type { KeyObject } from "node:crypto";
import * as z from "zod";
import { assert } from "./assert.ts";
import { elementTexts, parseCanonicalJson } from "./canonical.ts";
import { type Entry, type EntryProblem, parseCanonicalEntry } from "./entry.ts";
import { chain as chainName, slug } from "./fields.ts";
import { sha256 } from "./hash.ts";
import { type Chain, type Hash, isChain, type Slug } from "./ids.ts";
import { canonicalJson, isJsonObject, type Json } from "./json.ts";
import type { Algorithm, SigningKey } from "./jwk.ts";
import { parseJws, signJws, type Unverified, verifyJws } from "./jws.ts";
import { fail, ok, type Result } from "./result.ts";
import { type Stamp, stamp } from "./stamp.ts";
import { MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, type PageRange } from "./topics.ts";

const schema = z.strictObject({
  chain: chainName,
  entries: z.array(z.custom<Json>()).min(1).max(MAX_PAGE_ENTRIES),
  scheme: slug,
  sent: stamp,
  station: slug,
  v: z.literal(1),
});

/** One entry of a page as it is judged: alone. */
export type PageEntry = {
  readonly seq: number;
  readonly hash: Hash;
  /** Its canonical form, as received: a chain's hashes, its quarantine and its journal rest on it. */
  readonly text: string;
  readonly entry: Result<Entry, EntryProblem | { readonly code: "wrong-chain" }>;
};

/** A page whose signature, bytes, own keys and seqs are in order. */
export type Page = { readonly sent: Stamp; readonly entries: readonly PageEntry[] };

export type PageProblem = "bad-signature" | "unreadable";

/** The registered key that a chain's pages are checked against. */
export type ChainKey = { readonly key: KeyObject; readonly alg: Algorithm };

/**
 * A page from its bytes, checked against what its topic says and the key its chain is registered with.
 * The two halves, `verifyPage` and `readPage`, can run on different threads.
 */
export function parsePage(
  bytes: Uint8Array,
  range: PageRange,
  key: ChainKey,
): Result<Page, PageProblem> {
  const jws = verifyPage(bytes, range.chain, key);
  return jws.ok ? readPage(jws.value.payload, range) : jws;
}

export function verifyPage(
  bytes: Uint8Array,
  chain: Chain,
  { key, alg }: ChainKey,
): Result<Unverified, PageProblem> {
  if (bytes.length > MAX_PAGE_BYTES) return fail("unreadable");
  const jws = parseJws(bytes);
  if (!jws.ok) return jws;
  const { kid, typ } = jws.value;
  const expected = kid === chain && typ === "qamama-page" && jws.value.alg === alg;
  return expected && verifyJws(jws.value, key) ? jws : fail("bad-signature");
}

/** @param payload of a verified JWS */
export function readPage(payload: Uint8Array, range: PageRange): Result<Page, PageProblem> {
  const read = parseCanonicalJson(payload);
  const parsed = read.ok ? schema.safeParse(read.value.json) : null;
  if (!read.ok || parsed?.success !== true) return fail("unreadable");
  const { chain, entries, scheme, sent, station } = parsed.data;
  const { first, last } = range;
  const agrees = chain === range.chain && scheme === range.scheme && station === range.station;
  if (!agrees || entries.length !== last - first + 1) return fail("unreadable");
  if (entries.some((entry, index) => memberOf(entry, "seq") !== first + index)) {
    return fail("unreadable");
  }
  // The first bracket is the list's: before it stands nothing but the chain's name.
  const texts = elementTexts(read.value.text, read.value.text.indexOf("["));
  return ok({
    sent,
    entries: texts.map((text, index) => ({
      seq: first + index,
      hash: sha256(text),
      text,
      entry: judge(entries[index] ?? null, text, chain),
    })),
  });
}

/** A good chain name that is not the page's is another chain's entry; anything else is just a fault. */
function judge(json: Json, text: string, chain: Chain): PageEntry["entry"] {
  const named = memberOf(json, "chain");
  const foreign = typeof named === "string" && isChain(named) && named !== chain;
  return foreign ? fail({ code: "wrong-chain" }) : parseCanonicalEntry(json, text);
}

function memberOf(json: Json, name: string): Json | undefined {
  return isJsonObject(json) ? json[name] : undefined;
}

/**
 * A signed page around entries that are kept as canonical text, which is not made anew.
 *
 * @param entries canonical JSON of each, seq ascending without gaps
 */
export function signPage(
  page: { scheme: Slug; station: Slug; sent: Stamp; entries: readonly string[] },
  key: SigningKey,
): string {
  const { scheme, station } = page;
  const frame = canonicalJson({
    chain: key.id,
    entries: [],
    scheme,
    sent: page.sent,
    station,
    v: 1,
  });
  assert(frame.ok, "a page's frame is plain ASCII");
  // Slugs and stamps hold no bracket, so the first `[]` is the empty list of entries.
  const payload = frame.value.replace("[]", () => `[${page.entries.join(",")}]`);
  return signJws("qamama-page", payload, key);
}
