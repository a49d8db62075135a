import type { Chain, UtcTime } from "#contract/ids.ts";
import type { SigningKey } from "#contract/jwk.ts";
import { signJws } from "#contract/jws.ts";
import { MAX_RECEIPT_BYTES, type Outcome, type Reason } from "#contract/receipt.ts";
import { type PageRange, type StationName, topicOf } from "#contract/topics.ts";
import type { PageAnswer } from "../store/store.ts";

/** A signed receipt, ready to be published. */
export type SignedReceipt = { readonly topic: string; readonly payload: string };

/** JWS header and signature, the receipt's other members, and the punctuation between them. */
const FRAME_BYTES = 1024;
const BASE64_GROWTH = 4 / 3;
const MAX_OUTCOMES_LENGTH = Math.floor((MAX_RECEIPT_BYTES - FRAME_BYTES) / BASE64_GROWTH);

/**
 * The receipts for one commit: one for each chain, or as many as its outcomes need. A signature costs
 * a quarter of what an entry costs to record; this way many entries share one.
 */
export function receiptsFor(
  answers: readonly PageAnswer[],
  at: UtcTime,
  key: SigningKey,
): readonly SignedReceipt[] {
  const chains = Map.groupBy(
    answers,
    ({ range }) => `${range.scheme}/${range.station}/${range.chain}`,
  );
  return [...chains.values()].flatMap((ofChain) => {
    const [first] = ofChain;
    if (first === undefined) return [];
    const outcomes = ofChain.flatMap(({ outcomes }) => outcomes);
    return sharesOf(outcomes).map((share) => signReceipt(first.range, at, share, key));
  });
}

/** Outcomes as JSON, in as few lists as fit into a receipt each. */
function sharesOf(outcomes: readonly Outcome[]): string[] {
  const shares: string[] = [];
  let share = "";
  for (const outcome of outcomes) {
    const text = JSON.stringify(outcome);
    if (share !== "" && share.length + 1 + text.length > MAX_OUTCOMES_LENGTH) {
      shares.push(share);
      share = "";
    }
    share += share === "" ? text : `,${text}`;
  }
  return share === "" ? shares : [...shares, share];
}

function signReceipt(
  { scheme, station, chain }: StationName & { readonly chain: Chain },
  at: UtcTime,
  outcomes: string,
  key: SigningKey,
): SignedReceipt {
  const frame = JSON.stringify({ v: 1, scheme, station, chain, at });
  const payload = `${frame.slice(0, -1)},"outcomes":[${outcomes}]}`;
  return {
    topic: topicOf({ scheme, station }, "receipts"),
    payload: signJws("qamama-receipt", payload, key),
  };
}

/** The answer of a gateway that could not decide: nothing is kept, the station sends it again. */
export function deferredAnswer(range: PageRange, reason: Reason<"deferred">): PageAnswer {
  const outcomes = Array.from(
    { length: range.last - range.first + 1 },
    (_, index): Outcome => ({
      seq: range.first + index,
      hash: null,
      outcome: "deferred",
      repeat: false,
      reasons: [reason],
      credited: null,
      points: null,
      balance: null,
      owed: null,
    }),
  );
  return { range, outcomes };
}
