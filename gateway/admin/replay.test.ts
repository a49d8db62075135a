import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import { MinorUnits } from "#contract/units.ts";
import type { GatewayConfig } from "../config.ts";
import { DEFAULT_RULE } from "../relief/rules.ts";
import { journalLines } from "../reports/journal-lines.ts";
import { textOf } from "../reports/text-of.ts";
import { card } from "../store/sample-station.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import type { Store } from "../store/store.ts";
import { replay } from "./replay.ts";
import { NOON, openSample, sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
let config: GatewayConfig;
let digests: Readonly<Record<string, string>>;
let lines: string[];
let data = "";

beforeEach(async () => {
  room = scratch();
  config = await sampleFolder(join(room.folder, "old"));
  data = join(room.folder, "parent", "new");
  const { context, close } = await openSample(config);
  await liveThere(context.store);
  digests = await context.store.digests();
  lines = (await textOf(journalLines(context.store.events()))).trimEnd().split("\n");
  await close();
});
afterEach(() => room.remove());

/** All that people do: what the journal says of it must be enough to do it again. */
async function liveThere(store: Store): Promise<void> {
  const by = { actor: "amal", at: NOON };
  const payment = { household: "h012", producer: "bakery", amount: MinorUnits(30), reference: "1" };
  const twice = { actor: "amal", approver: "basma", at: NOON, reason: "weighed again" };
  const later = { ...sampleTariff(), id: "later", validFrom: "2027-03" };
  const rule = { ...DEFAULT_RULE, id: "later", validFrom: 2027 };
  const disputed = { deposit: "beitillo-01/1/2", reason: "it was more" };
  const strikeOut = { deposit: "beitillo-01/1/2", correction: { strikeOut: true } };
  for (const act of [
    { ...by, kind: "card-issue", household: "h012", card: card("card-1") },
    { ...by, kind: "producer-enrol", producer: "bakery" },
    { ...by, kind: "payment-record", ...payment },
    { ...by, kind: "household-resize", household: "h012", members: 6 },
    { ...by, kind: "person-add", person: "amal" },
    { ...by, kind: "person-add", person: "basma" },
    { ...by, ...disputed, kind: "deposit-dispute" },
    { ...twice, kind: "deposit-correct", ...strikeOut },
    { ...by, ...disputed, kind: "deposit-dispute" },
    { ...twice, ...disputed, kind: "dispute-dismiss" },
    { ...by, ...disputed, kind: "deposit-dispute", deposit: "beitillo-01/1/1" },
    { ...by, approver: "basma", kind: "relief-rule-publish", rule },
    { ...by, approver: "basma", kind: "relief-rule-withdraw", rule: "later" },
    { ...by, approver: "basma", kind: "tariff-publish", tariff: later },
    { ...by, approver: "basma", kind: "tariff-withdraw", tariff: "later" },
  ] as const) {
    const done = await store.act(act);
    assert(done.ok, JSON.stringify(done));
  }
}

async function replayOf(these: readonly string[]) {
  const file = join(room.folder, "journal.jsonl");
  writeFileSync(file, these.map((line) => `${line}\n`).join(""));
  return replay(file, { ...config, data });
}

describe("replay", () => {
  it("builds a journal whose every table is the original's", async () => {
    const events = lines.length;
    const outcome = await replayOf(lines);
    expect(outcome).toMatchObject({ ok: true, value: { data: { events, digests } } });
    expect(readdirSync(data)).toEqual(["journal.db"]);
  });

  it("takes a folder that is there, and leaves what is in it", async () => {
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "card.key"), "x");
    expect(await replayOf(lines)).toMatchObject({ ok: true });
    expect(readdirSync(data).sort()).toEqual(["card.key", "journal.db"]);
  });

  const changed = (words: string, others: string) => () =>
    lines.map((line) => line.replace(words, others));
  it.each([
    ["a changed gram", "differs", /^Event \d+ was /, changed('"net":1000', '"net":1001')],
    ["a changed amount", "differs", /^Event \d+ /, changed('"amount":30', '"amount":3000')],
    [
      "a chain that nobody enrolled",
      "differs",
      /^Event 5 does not follow from those before it: an unknown chain: \S+\.$/,
      () =>
        lines.map((line) => line.replace(/(-received".*?"chain":")[^"]+/, `$1${"z".repeat(21)}A`)),
    ],
    ["no JSON", "no-event", /line 1, is no event: it is not JSON\.$/, () => ["{", ...lines]],
    [
      "the journal of another scheme",
      "differs",
      /^The journal is of silwad in Asia\/Hebron, with QAM of 2 decimals; the configuration says beitillo in /,
      () => lines.map((line) => line.replace('"scheme":"beitillo"', '"scheme":"silwad"')),
    ],
    ["another shape", "no-event", /line 1, is no event: position: .*\.$/, () => ["{}"]],
    [
      "a line that is missing",
      "no-event",
      /line 2, is event 3, and 2 is due\.$/,
      () => lines.toSpliced(1, 1),
    ],
    ["nothing", "no-event", /holds no event\.$/, () => []],
  ])("refuses %s, and leaves nothing behind", async (_, code, sentence, made) => {
    const outcome = await replayOf(made());
    assert(!outcome.ok, "it is refused");
    expect(outcome.problem.code).toBe(code);
    expect(outcome.problem.message).toMatch(sentence);
    expect(existsSync(join(room.folder, "parent"))).toBe(false);
  });

  it("leaves a folder that was there as it was", async () => {
    mkdirSync(data, { recursive: true });
    expect(await replayOf(["{}"])).toMatchObject({ ok: false });
    expect(readdirSync(data)).toEqual([]);
  });

  it("refuses a folder that has a journal, and an export that is not there", async () => {
    const nowhere = join(room.folder, "none.jsonl");
    expect(await replay(nowhere, config)).toMatchObject({ problem: { code: "has-journal" } });
    const fresh = { ...config, data };
    expect(await replay(nowhere, fresh)).toMatchObject({ problem: { code: "no-export" } });
    const folder = await replay(room.folder, fresh);
    expect(folder).toMatchObject({ problem: { code: "replay-failed" } });
  });
});
