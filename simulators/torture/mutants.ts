import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "#contract/hash.ts";
import { utcTime } from "#contract/ids.ts";
import { canonicalJson, type Json } from "#contract/json.ts";
import { signingKeyOf } from "#contract/jwk.ts";
import { parseJws, signJws } from "#contract/jws.ts";
import type { Outcome } from "#contract/receipt.ts";
import { parseUplinkTopic, topicOf } from "#contract/topics.ts";
import type { LinkMessage, OpenLink } from "#edge/link/link.ts";
import type { ReceivedPage, Store } from "#gateway/store/store.ts";

const LATEST_COMMIT_MS = 300;

/**
 * A gateway that answers at once, and writes when it gets round to it, in no order. Were it to lose only
 * the newest entries of a chain, the stations would mend it: they send again what lies beyond `next`.
 */
export function acknowledgingBeforeCommit(store: Store): Store {
  return {
    ...store,
    async recordPages(pages) {
      for (const page of pages) {
        setTimeout(() => void store.recordPages([page]), Math.random() * LATEST_COMMIT_MS);
      }
      return pages.map((page) => ({ range: page.range, outcomes: promisesFor(page) }));
    },
  };
}

const nothing = { credited: null, points: null, balance: null, owed: null } as const;

function promisesFor({ range, page }: ReceivedPage): Outcome[] {
  if (!page.ok) {
    const reasons = [page.problem];
    const seqs = Array.from({ length: range.last - range.first + 1 }, (_, i) => range.first + i);
    return seqs.map((seq) => ({
      seq,
      hash: null,
      outcome: "deferred",
      repeat: false,
      reasons,
      ...nothing,
    }));
  }
  return page.value.entries.map(({ seq, hash }) => ({
    seq,
    hash,
    outcome: "posted",
    repeat: false,
    reasons: [],
    ...nothing,
  }));
}

const DAY_MS = 86_400_000;

/**
 * A station to which the broker's acknowledgement is as good as a receipt: at PUBACK it is handed one
 * for the page, signed with the gateway's own key.
 */
export function releasingOnPuback(openLink: OpenLink, gatewayData: string): OpenLink {
  return (plan, events) => {
    const link = openLink(plan, events);
    return {
      ...link,
      async publish(message) {
        await link.publish(message);
        const forged = forgedReceipt(message, gatewayData);
        if (forged !== null) events.onMessage(forged.topic, forged.payload);
      },
    };
  };
}

function forgedReceipt({ topic, payload }: LinkMessage, gatewayData: string) {
  const parsed = parseUplinkTopic(topic);
  const jws = parseJws(Buffer.from(payload));
  if (!parsed.ok || parsed.value.leaf !== "journal" || !jws.ok) return null;
  const { scheme, station, chain } = parsed.value.range;
  const page = JSON.parse(Buffer.from(jws.value.payload).toString()) as { entries: Json[] };
  const outcomes = page.entries.map((entry, index) => {
    const text = canonicalJson(entry);
    const seq = parsed.value.leaf === "journal" ? parsed.value.range.first + index : 0;
    const hash = sha256(text.ok ? text.value : "");
    return { seq, hash, outcome: "held", repeat: false, reasons: [], ...nothing };
  });
  const pem = readFileSync(join(gatewayData, "signing.key"), "utf8");
  const key = signingKeyOf(createPrivateKey(pem));
  // What was released for good has no receipt by whose time it could be called back.
  const at = utcTime(Date.now() + DAY_MS);
  const receipt = JSON.stringify({ v: 1, scheme, station, chain, at, outcomes });
  return {
    topic: topicOf({ scheme, station }, "receipts"),
    payload: Buffer.from(signJws("qamama-receipt", receipt, key)),
  };
}
