import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { assert } from "#contract/assert.ts";
import { hash } from "#contract/fields.ts";
import { keyRingOf, openSigned } from "#contract/signed.ts";
import { lists, verifyManifest } from "../papers/manifest.ts";
import { DEFAULT_RULE } from "../relief/rules.ts";
import { at } from "../store/sample-station.ts";
import type { AdminCommand } from "./command.ts";
import { execute } from "./execute.ts";
import { NOON, openSample, sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
let opened: Awaited<ReturnType<typeof openSample>>;
let now = NOON;
beforeEach(async () => {
  room = scratch();
  now = NOON;
  opened = await openSample(await sampleFolder(join(room.folder, "data")));
});
afterEach(async () => {
  await opened.close();
  room.remove();
});

const ask = (command: AdminCommand) =>
  execute({ actor: "amal", command }, { ...opened.context, now: () => now });

async function answerTo(command: AdminCommand) {
  const outcome = await ask(command);
  assert(outcome.ok && outcome.value.kind === "answer", JSON.stringify(outcome));
  return outcome.value;
}

async function refusalOf(command: AdminCommand) {
  const outcome = await ask(command);
  assert(!outcome.ok, "it was done");
  return outcome.problem;
}

const AFTER_CUT_OFF = at("2027-04-10T08:00:00.000Z");
const HEADER =
  "fee_account,property,electricity_customer,households,households_served,yearly_fee_ils,arrears_ils";
const fees = (...rows: string[]) => {
  const base64 = Buffer.from([HEADER, ...rows].join("\n")).toString("base64");
  const kind = "fees-import" as const;
  return { kind, fileName: "fees.csv", base64, feeYear: 2027, on: null, dryRun: false };
};
const HOUSE = "W-1,House 1,2011,h012,2,180.00,0";
const rule = { ...DEFAULT_RULE, id: "own", validFrom: 2026, curve: [{ points: 5, percent: 10 }] };
const claim = () =>
  answerTo({ kind: "card-issue", household: "h012", card: { lastTapAt: "beitillo-01" } });
const draft = () => answerTo({ kind: "relief-draft", year: 2026 });
const close = {
  kind: "relief-close",
  year: 2026,
  decision: { number: "3", date: "2027-04-05" },
} as const;

describe("fees import", () => {
  it("takes all rows, from the fee year's first day on", async () => {
    const { text, data } = await answerTo(fees(HOUSE));
    expect(text).toBe("Fee accounts of 2027 imported: 1.");
    expect(data).toMatchObject({ accounts: 1, imported: true });
    const { fee } = (await opened.context.store.reliefYear(2026)).statements[0] ?? {};
    expect(fee).toMatchObject({ account: "W-1", feeMinorUnits: 18_000, householdsServed: 2 });
  });

  it("tells every problem by row and column, and takes nothing", async () => {
    const before = await opened.context.store.lastPosition();
    const wrong = ["W-1,House 1,2011,h999,1,180.00,0", "W-2,House 2,2012,,1,-5,0", HOUSE];
    const { code, message } = await refusalOf(fees(...wrong));
    expect(code).toBe("fee-problems");
    expect(message).toMatch(
      /^fees\.csv has \d+ problems; nothing is imported\.\nrow +column +problem/,
    );
    expect(message).toMatch(/^ +2 +households +.*h999/m);
    expect(message).toMatch(/^ +3 +yearly_fee_ils/m);
    expect(await opened.context.store.lastPosition()).toBe(before);
  });

  it("only looks in a dry run", async () => {
    const before = await opened.context.store.lastPosition();
    const { text } = await answerTo({ ...fees(HOUSE), dryRun: true });
    expect(text).toBe("fees.csv is sound: 1 fee account of 2027. Nothing is imported.");
    expect(await opened.context.store.lastPosition()).toBe(before);
  });
});

describe("household move", () => {
  const move = { kind: "household-move", household: "h012", on: "2027-02-01" } as const;

  it("moves to an account, or away", async () => {
    await answerTo(fees(HOUSE));
    const { text } = await answerTo({ ...move, account: null });
    expect(text).toBe("Household h012 lives at no fee account from 2027-02-01 on.");
    expect((await opened.context.store.reliefYear(2026)).statements[0]?.fee).toBeNull();
  });

  it("refuses an account that there is not", async () => {
    expect(await refusalOf({ ...move, account: "W-9" })).toMatchObject({ code: "no-such-account" });
  });
});

describe("relief draft", () => {
  it("lists what to look at before the council decides", async () => {
    const { text, data } = await draft();
    const lines = text.split("\n");
    expect(lines[0]).toBe("2026 is open. Rule default, journal position 6.");
    expect(lines[1]).toBe("1 household, 0.000 kg, 0.000 points, 0.00 ILS of relief.");
    expect(lines).toContain("Held deposits, which count for nothing: 0");
    expect(lines).toContain("Cards without a household, whose points lapse: 1");
    expect(lines).toContain("  card-1_______________A  8.000 points");
    expect(lines).toContain("Households without a fee account: 1");
    expect(lines).toContain("  h012");
    const { digest } = z.looseObject({ digest: hash }).parse(data);
    expect(lines[2]).toBe(`Digest ${digest}.`);
  });
});

describe("relief rule withdraw", () => {
  const withdraw = { kind: "relief-rule-withdraw", rule: "next" } as const;
  const next = { ...rule, id: "next", validFrom: 2027 };

  it("takes back a rule whose year has not begun, and lets it come again", async () => {
    await answerTo({ kind: "relief-rule-publish", rule: next });
    const { text, data } = await answerTo(withdraw);
    expect([text, data]).toEqual(["Relief rule next is withdrawn.", { rule: "next", event: 8 }]);
    await answerTo({ kind: "relief-rule-publish", rule: next });
  });

  it("refuses one that there is not, or that has begun", async () => {
    expect(await refusalOf(withdraw)).toMatchObject({ code: "no-such-relief-rule" });
    await answerTo({ kind: "relief-rule-publish", rule: next });
    now = AFTER_CUT_OFF;
    expect((await refusalOf(withdraw)).message).toBe(
      "Relief rule next began in 2027: publish another that follows it instead.",
    );
  });
});

async function closingSignature(): Promise<string> {
  for await (const { body } of opened.context.store.events()) {
    if (body.kind === "year-closed") return body.signature;
  }
  return "";
}

describe("relief close", () => {
  it("freezes the year by the council's decision, with a signed digest", async () => {
    await claim();
    await answerTo({ kind: "relief-rule-publish", rule });
    await answerTo(fees(HOUSE));
    expect((await refusalOf(close)).code).toBe("year-open");
    now = AFTER_CUT_OFF;
    const { digest } = z.looseObject({ digest: hash }).parse((await draft()).data);
    expect((await answerTo(close)).data).toMatchObject({ year: 2026, digest });
    const claimed = z.looseObject({ year: z.literal(2026), digest: z.literal(digest) });
    const ring = keyRingOf([opened.context.keyring.signing().publicJwk]);
    const signed = { typ: "qamama-year", ring, schema: claimed } as const;
    expect(openSigned(Buffer.from(await closingSignature()), signed).ok).toBe(true);
    expect((await draft()).text).toContain("2026 is closed, by decision 3 of 2027-04-05.");
    expect((await refusalOf(close)).code).toBe("year-closed");
  });
});

describe("relief statement", () => {
  const asked = { kind: "relief-statement", year: 2026, view: "now" } as const;

  it.each([
    ["en", "h012, 2026 (open): rule own, cut-off 2027-03-31", "Decided by a single person: own"],
    ["ar", "h012، 2026 (مفتوحة): القاعدة own", "قرار شخص واحد: own"],
  ] as const)("tells every sum in a sentence: %s", async (language, head, alone) => {
    await claim();
    await answerTo({ kind: "relief-rule-publish", rule });
    const { text, data } = await answerTo({ ...asked, household: "h012", language });
    const [told] = (await opened.context.store.reliefYear(2026)).statements;
    expect(data).toEqual(told);
    expect(text).toContain(head);
    expect(text).toContain(alone);
    for (const { working } of told?.lines ?? []) expect(text).toContain(working[language]);
    expect(text).toContain(told?.workings.relief[language]);
  });

  it("refuses a household that there is not", async () => {
    const { code } = await refusalOf({ ...asked, household: "h999", language: "en" });
    expect(code).toBe("no-such-household");
  });
});

describe("relief export", () => {
  const exported = (target: string, certificates = false) =>
    ({ kind: "relief-export", year: 2026, view: "now", target, certificates }) as const;

  it("writes all files of the year, and a manifest that ties them to the ledger", async () => {
    await claim();
    const target = join(room.folder, "out");
    expect((await answerTo(exported(target, true))).data).toMatchObject({ files: 8 });
    const read = (name: string) => readFileSync(join(target, name));
    const ring = keyRingOf([opened.context.keyring.signing().publicJwk]);
    const verified = verifyManifest(read("manifest.jws").toString(), ring);
    assert(verified.ok, "the gateway signed it");
    expect(JSON.parse(read("manifest.json").toString())).toEqual(verified.value);
    const names = verified.value.files.map(({ name }) => name);
    for (const name of names) expect(lists(verified.value, { name, bytes: read(name) })).toBe(true);
    const written = [...readdirSync(target), "certificates/h012.pdf"];
    expect(written.filter((name) => !/^manifest|^certificates$/.test(name)).sort()).toEqual(
      names.sort(),
    );
    expect(verified.value).toMatchObject({ tariffs: ["tariff-1"], totals: { milliPoints: 8_000 } });
  });

  it("leaves nothing behind where it cannot be whole", async () => {
    const target = join(room.folder, "data");
    expect((await refusalOf(exported(target))).code).toBe("target-exists");
    expect((await refusalOf(exported(join(room.folder, "no", "out")))).code).toBe("no-folder");
    expect(existsSync(join(room.folder, "no"))).toBe(false);
    expect(readdirSync(room.folder)).toEqual(["data"]);
  });
});
