import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { assert } from "#contract/assert.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { fail } from "#contract/result.ts";
import { Grams } from "#contract/units.ts";
import { passwordHashOf } from "../keyring/password.ts";
import { paperStore } from "../reports/paper-store.ts";
import { textOf } from "../reports/text-of.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import type { AdminCommand } from "./command.ts";
import { execute } from "./execute.ts";
import { answerTo, contextOn, root } from "./paper-desk.ts";
import { NOON, openSample, sampleFolder, scratch } from "./sample-folder.ts";

describe("station enrol", () => {
  const { publicJwk, id } = generateSigningKey();
  const command = { kind: "station-enrol", station: "beitillo-04", publicKey: publicJwk } as const;

  it("answers what the station's join takes, with a password that nobody stores", async () => {
    const store = paperStore();
    const { data, text } = await answerTo(command, contextOn(store));
    expect(data).toEqual({
      v: 1,
      scheme: "beitillo",
      station: "beitillo-04",
      chain: id,
      mqtt: {
        url: "mqtt://127.0.0.1:1883",
        user: "beitillo.beitillo-04",
        password: expect.stringMatching(/^[\w-]{43}$/),
      },
      root: root.publicJwk,
    });
    expect(JSON.parse(text)).toEqual(data);
    const joined = z.object({ mqtt: z.object({ password: z.string() }) }).parse(data);
    const { kind, station, publicKey } = command;
    const passwordHash = passwordHashOf(joined.mqtt.password);
    expect(store.acts).toEqual([
      { actor: "amal", at: NOON, kind, station, publicKey, passwordHash },
    ]);
  });
});

describe("an act that the journal refuses", () => {
  const refusal = { code: "no", message: "It may not be." };
  const context = contextOn(paperStore({ act: async () => fail(refusal) }));
  const { publicJwk } = generateSigningKey();
  const commands: readonly AdminCommand[] = [
    { kind: "station-enrol", station: "a", publicKey: publicJwk },
    { kind: "station-approve", station: "a", code: "x" },
    { kind: "station-revoke", station: "a" },
    { kind: "household-add", household: "a", members: 1 },
    { kind: "card-issue", household: "a", card: { uid: "a1b2c3d4" } },
    { kind: "card-block", card: { uid: "a1b2c3d4" } },
    { kind: "card-demand-proof", card: { uid: "04a1b2c3d4e5f6" } },
    { kind: "card-waive-proof", card: { uid: "04a1b2c3d4e5f6" }, reason: "x" },
    { kind: "tariff-publish", tariff: sampleTariff() },
    { kind: "tariff-withdraw", tariff: "t-2026" },
    { kind: "relief-rule-withdraw", rule: "r-2027" },
    { kind: "household-resize", household: "a", members: 1 },
    {
      kind: "budget-set",
      ...{ from: "2026-01", to: "2026-12", amount: "60000" },
      decision: { number: "4/2026", date: "2026-01-05" },
    },
    { kind: "person-add", person: "basma" },
    { kind: "producer-add", producer: "bakery" },
    {
      kind: "payment-record",
      ...{ household: "a", producer: "bakery", amount: "1", reference: "1" },
    },
    { kind: "deposit-dispute", deposit: "b-01/1/1", reason: "x" },
    { kind: "dispute-dismiss", deposit: "b-01/1/1", reason: "x" },
    {
      kind: "deposit-enter",
      ...{ station: "b-01", slip: "17", household: "a", on: "2026-11-20", reason: "x" },
      deposit: { stream: "plastic", net: Grams(1_000), grade: null },
    },
    {
      kind: "deposit-correct",
      ...{ deposit: "b-01/1/1", held: false, correction: { strikeOut: true }, reason: "x" },
    },
  ];

  it.each(commands)("is refused in the journal's words: $kind", async (command) => {
    expect(await execute({ actor: "amal", command }, context)).toEqual(fail(refusal));
  });
});

describe("on a real journal", () => {
  let room: ReturnType<typeof scratch>;
  let opened: Awaited<ReturnType<typeof openSample>>;
  beforeEach(async () => {
    room = scratch();
    opened = await openSample(await sampleFolder(room.folder));
  });
  afterEach(async () => {
    await opened.close();
    room.remove();
  });

  it("a card is claimed by its last tap, with its earlier deposits", async () => {
    const issue = {
      kind: "card-issue",
      household: "h012",
      card: { lastTapAt: "beitillo-01" },
    } as const;
    await answerTo(issue, opened.context);
    const { data } = await answerTo({ kind: "household-show", household: "h012" }, opened.context);
    expect(data).toMatchObject({
      balanceMinorUnits: 80,
      points: [{ year: 2026, milliPoints: 8000 }],
      months: [{ month: "2026-11", stream: "plastic", grams: 2000 }],
    });
    const totals = { kind: "relief-totals", year: 2026, format: "csv" } as const;
    const { text } = await answerTo(totals, opened.context);
    expect(text.split("\r\n")[1]).toBe("h012,2000,2000,8000,8,0.00");
  });

  it.each(["jsonl", "hledger"] as const)("exports the whole journal as %s", async (format) => {
    const command = { kind: "journal-export", format } as const;
    const outcome = await execute({ actor: "amal", command }, opened.context);
    assert(outcome.ok && outcome.value.kind === "report", "an export is a report");
    const text = await textOf(outcome.value.chunks);
    expect(text.length).toBeGreaterThan(100);
    expect(text).toContain(
      format === "jsonl" ? '"kind":"household-added"' : "account issuance:plastic",
    );
  });

  it("prints a year as JSON too", async () => {
    const totals = { kind: "relief-totals", year: 2026, format: "json" } as const;
    const { data, text } = await answerTo(totals, opened.context);
    expect(JSON.parse(text)).toEqual(data);
  });
});
