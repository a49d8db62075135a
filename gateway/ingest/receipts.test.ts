import { describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { MAX_RECEIPT_BYTES, receipt } from "#contract/receipt.ts";
import { keyRingOf, openSigned } from "#contract/signed.ts";
import type { PageRange } from "#contract/topics.ts";
import { deferredAnswer, receiptsFor } from "./receipts.ts";
import { signingStation } from "./sample-pages.ts";

const key = generateSigningKey();
const ring = keyRingOf([key.publicJwk]);
const AT = utcTime(Date.parse("2026-11-22T08:00:02.000Z"));
const rangeOf = (station: string, first: number, last: number): PageRange => ({
  ...signingStation(station).cut().range,
  first,
  last,
});

function open(payload: string) {
  const opened = openSigned(Buffer.from(payload), { typ: "qamama-receipt", ring, schema: receipt });
  assert(opened.ok, "the gateway's own receipt");
  return opened.value;
}

describe("receiptsFor", () => {
  it("is one signed receipt for each chain, outcomes in the order of the answers", () => {
    const [one, two] = [rangeOf("beitillo-01", 1, 2), rangeOf("beitillo-02", 1, 1)];
    const later = { ...one, first: 3, last: 3 };
    const answers = [one, two, later].map((range) => deferredAnswer(range, "internal"));
    const receipts = receiptsFor(answers, AT, key);
    expect(receipts.map(({ topic }) => topic)).toEqual([
      "qamama/1/beitillo/beitillo-01/receipts",
      "qamama/1/beitillo/beitillo-02/receipts",
    ]);
    const [first] = receipts.map(({ payload }) => open(payload));
    expect(first).toMatchObject({ v: 1, scheme: "beitillo", chain: one.chain, at: AT });
    expect(first?.outcomes.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("is as many as the outcomes need, each at most 64 KiB", () => {
    const range = rangeOf("beitillo-01", 1, 200);
    const pages = Array.from({ length: 5 }, (_, index) => ({
      ...range,
      first: index * 200 + 1,
      last: (index + 1) * 200,
    }));
    const receipts = receiptsFor(
      pages.map((page) => deferredAnswer(page, "internal")),
      AT,
      key,
    );
    expect(receipts.length).toBeGreaterThan(1);
    for (const { payload } of receipts)
      expect(payload.length).toBeLessThanOrEqual(MAX_RECEIPT_BYTES);
    const seqs = receipts.flatMap(({ payload }) => open(payload).outcomes.map(({ seq }) => seq));
    expect(seqs).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  it("is none where nothing was answered", () => {
    expect(receiptsFor([], AT, key)).toEqual([]);
  });
});
