import { createPrivateKey } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { blocked } from "./blocked.ts";
import goldenBlocked from "./golden/blocked.json" with { type: "json" };
import goldenKeys from "./golden/keys.json" with { type: "json" };
import goldenReceipts from "./golden/receipts.json" with { type: "json" };
import goldenSettings from "./golden/settings.json" with { type: "json" };
import testKeys from "./golden/test-keys.json" with { type: "json" };
import { signingKeyOf } from "./jwk.ts";
import { type MessageType, signJws } from "./jws.ts";
import { keys } from "./keys.ts";
import { heardReceipt, receipt } from "./receipt.ts";
import { settings } from "./settings.ts";
import { keyRingOf, openSigned } from "./signed.ts";

const keyOf = (name: "gateway" | "root") =>
  signingKeyOf(createPrivateKey({ key: testKeys.keys[name].privateJwk, format: "jwk" }));
const ringOf = (name: "gateway" | "root") => keyRingOf([keyOf(name).publicJwk]);
const bytesOf = (text: string) => new TextEncoder().encode(text);

type Message = {
  typ: MessageType;
  signer: "gateway" | "root";
  schema: z.ZodType;
  cases: readonly {
    name: string;
    jws: string;
    expect: { message?: unknown; problem?: string | undefined };
  }[];
};
const messages: Message[] = [
  {
    typ: "qamama-receipt",
    signer: "gateway",
    schema: heardReceipt,
    cases: goldenReceipts.cases,
  },
  { typ: "qamama-settings", signer: "gateway", schema: settings, cases: goldenSettings.cases },
  { typ: "qamama-blocked", signer: "gateway", schema: blocked, cases: goldenBlocked.cases },
  { typ: "qamama-keys", signer: "root", schema: keys, cases: goldenKeys.cases },
];

describe.each(messages)("$typ", ({ typ, signer, schema, cases }) => {
  const open = (bytes: Uint8Array) => openSigned(bytes, { typ, ring: ringOf(signer), schema });

  it.each(cases)("$name", ({ jws, expect: { message, problem } }) => {
    const opened = open(bytesOf(jws));
    if (problem === undefined) expect(opened).toEqual({ ok: true, value: message });
    else expect(opened).toEqual({ ok: false, problem });
  });

  it("is signed into the very bytes of the example", () => {
    const [example] = cases;
    const signed = signJws(typ, JSON.stringify(example?.expect.message), keyOf(signer));
    expect(signed).toBe(example?.jws);
  });

  it("takes no payload badly that a good key has signed", () => {
    fc.assert(
      fc.property(fc.json(), (payload) => {
        const opened = open(bytesOf(signJws(typ, payload, keyOf(signer))));
        expect(opened).toEqual({ ok: false, problem: "unreadable" });
      }),
      { numRuns: 50 },
    );
  });
});

describe("a receipt", () => {
  it("says no more than the contract when a gateway writes it", () => {
    const [example] = goldenReceipts.cases;
    const message = example?.expect.message;
    expect(receipt.safeParse(message).success).toBe(true);
    expect(receipt.safeParse({ ...message, motto: "new" }).success).toBe(false);
    const outcomes = message?.outcomes.map((it) => ({ ...it, outcome: "pending" }));
    expect(receipt.safeParse({ ...message, outcomes }).success).toBe(false);
  });
});
