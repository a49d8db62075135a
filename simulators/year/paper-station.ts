import { createHash, createPrivateKey } from "node:crypto";
import { assert } from "#contract/assert.ts";
import { parseCanonicalEntry } from "#contract/entry.ts";
import { sha256 } from "#contract/hash.ts";
import type { Hash, Slug } from "#contract/ids.ts";
import { canonicalJson, type JsonObject } from "#contract/json.ts";
import { type SigningKey, signingKeyOf } from "#contract/jwk.ts";
import type { PageEntry } from "#contract/page.ts";
import type { Stamp } from "#contract/stamp.ts";
import { MAX_PAGE_ENTRIES } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";
import type { ReceivedPage } from "#gateway/store/store.ts";

/** A station's journal without the station: it numbers and links entries, and cuts them into pages. */
export type PaperStation = {
  readonly name: Slug;
  readonly key: SigningKey;
  write(at: Stamp, data: JsonObject): PageEntry;
  /** Another entry under a seq that is taken: what a station writes that lost its disk. */
  twinOf(entry: PageEntry, data: JsonObject): PageEntry;
  /** Unsigned: the store judges pages whose signatures were checked before. */
  pages(entries: readonly PageEntry[], sent: Stamp, receivedAt: EpochMs): readonly ReceivedPage[];
};

export function openPaperStation(seed: number, scheme: Slug, name: Slug): PaperStation {
  const key = keyOf(`${seed}:${name}`);
  let seq = 0;
  let prev: Hash | null = null;
  return {
    name,
    key,
    write(at, data) {
      seq += 1;
      const entry = judged({ chain: key.id, seq, prev, kind: "deposit", at, data });
      prev = entry.hash;
      return entry;
    },
    twinOf(entry, data) {
      const { ok: readable } = entry.entry;
      assert(readable, "a twin has a readable sister");
      return judged({ ...entry.entry.value, data });
    },
    pages(entries, sent, receivedAt) {
      const range = { scheme, station: name, chain: key.id };
      return pagefuls(entries).map((some) => {
        const [first = 1, last = first] = [some.at(0)?.seq, some.at(-1)?.seq];
        const page = { ok: true, value: { sent, entries: some } } as const;
        return { range: { ...range, first, last }, receivedAt, raw: new Uint8Array(), page };
      });
    },
  };
}

function pagefuls(entries: readonly PageEntry[]): readonly (readonly PageEntry[])[] {
  const pages = Math.ceil(entries.length / MAX_PAGE_ENTRIES);
  return Array.from({ length: pages }, (_, page) =>
    entries.slice(page * MAX_PAGE_ENTRIES, (page + 1) * MAX_PAGE_ENTRIES),
  );
}

function judged(json: { readonly seq: number } & JsonObject): PageEntry {
  const text = canonicalJson(json);
  assert(text.ok, "what is made here has a canonical form");
  const entry = parseCanonicalEntry(json, text.value);
  return { seq: json.seq, hash: sha256(text.value), text: text.value, entry };
}

/** PKCS #8 of an Ed25519 key is this prefix (RFC 8410) and 32 bytes: the same for the same text. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

function keyOf(text: string): SigningKey {
  const secret = createHash("sha256").update(`station:${text}`).digest();
  const der = Buffer.concat([PKCS8_PREFIX, secret]);
  return signingKeyOf(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
}
