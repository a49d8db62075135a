import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EpochMs } from "#contract/units.ts";
import { defaultConfig } from "#gateway/config.ts";
import { openDesk } from "#gateway/desk.ts";
import { type Gateway, openGateway } from "#gateway/gateway.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { copyOf, ntag424 } from "../card/ntag424.ts";
import { plainCard } from "../card/plain.ts";
import { readMessage } from "../card/read-message.ts";
import { openAdmin } from "../demo/admin.ts";
import { exampleTariff } from "../demo/tariff.ts";
import { openVillageClock } from "../village/clock.ts";
import { type ClockLine, turned } from "../village/clock-line.ts";
import { openProvingStation, type ProvingStation } from "./proving-station.ts";

// A card that authenticates, personalised by what the gateway prints, tapped at two real stations: from the
// card at the reader to the receipt. Whoever copied a message, or the UID alone, gets nothing for it.

const SPEED = 20;
const MINUTE_MS = 60_000;
const CARD_KEY = Buffer.alloc(32, 5);
const UID = "04DE5F1EACC040";

const folder = mkdtempSync(join(tmpdir(), "qamama-proofs-"));
const data = join(folder, "gateway");
const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;
let line: ClockLine = {
  ...{ anchorMs: monotonicMs(), villageMs: Date.UTC(2026, 10, 22, 8), rate: SPEED },
  untilMs: Number.MAX_SAFE_INTEGER,
};
const clock = openVillageClock(line);
const now = () => EpochMs(Math.trunc(clock.now()));
const admin = openAdmin(data);

let gateway: Gateway;
let [here, there]: ProvingStation[] = [];
let card: ReturnType<typeof ntag424>;
const uid = Buffer.from(UID, "hex");

beforeAll(async () => {
  mkdirSync(data);
  writeFileSync(join(data, "card.key"), CARD_KEY.toString("hex"), { mode: 0o600 });
  writeFileSync(join(data, "sun.key"), "0123456789abcdef".repeat(4), { mode: 0o600 });
  const config = defaultConfig();
  gateway = await openGateway(
    { ...config, data, mqtt: { ...config.mqtt, port: 0 }, http: { port: 0 } },
    { now, log: pino({ level: "silent" }), openDesk },
  );
  await admin({ kind: "tariff-publish", tariff: exampleTariff("2026-11") });
  await admin({ kind: "household-add", household: "h001", members: 5 });
  await admin({ kind: "card-issue", household: "h001", card: { uid: UID } });
  await admin({ kind: "card-demand-proof", card: { uid: UID } });
  card = ntag424({ uid: Buffer.from(UID, "hex"), keys: await personalised() });
  const place = { folder, cardKey: join(data, "card.key"), clock };
  here = await openProvingStation("beitillo-01", place, admin);
  there = await openProvingStation("beitillo-02", place, admin);
}, 60_000);
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
  await gateway?.close();
  rmSync(folder, { recursive: true });
});

/** Whoever writes the card reads its keys off the command's answer. */
async function personalised() {
  const printed = await admin({ kind: "card-keys", uid: UID });
  const keyOf = (name: string) =>
    Buffer.from(new RegExp(`${name} +([0-9A-F]{32})`).exec(printed)?.[1] ?? "", "hex");
  return { metaRead: keyOf("SDMMetaReadKey"), fileRead: keyOf("SDMFileReadKey") };
}

function passTime(ms: number): void {
  line = turned(line, monotonicMs(), {
    rate: SPEED,
    jumpToMs: clock.now() + ms,
    reserveMs: 3_600_000,
  });
  clock.follow(line);
}

describe("a card that authenticates", () => {
  it("gets a verified deposit for each bag of a visit, and its message is good for no other", async () => {
    const copy = copyOf(uid, readMessage(card));
    expect(await here?.visit(copy, 1_000, 2_000)).toEqual(["posted", "posted"]);
    expect(await there?.visit(copy, 3_000)).toEqual(["held card-proof"]);
    await here?.restart();
    expect(await here?.visit(copy, 3_000)).toEqual(["held card-proof"]);
  }, 120_000);

  it("gets one at the next tap, wherever that is, for ten minutes", async () => {
    expect(await here?.visit(card, 1_000)).toEqual(["posted"]);
    const copy = copyOf(uid, readMessage(card));
    expect(await there?.visit(copy, 500)).toEqual(["posted"]);
    passTime(11 * MINUTE_MS);
    expect(await there?.visit(copy, 3_000)).toEqual(["held card-proof"]);
    expect(await there?.visit(card, 600)).toEqual(["posted"]);
  }, 60_000);

  it("cannot be made up, and is not believed by its UID alone", async () => {
    const forged = { ...readMessage(card), cmac: "0123456789abcdef" };
    expect(await here?.visit(copyOf(uid, forged), 3_000)).toEqual(["held card-proof"]);
    expect(await here?.visit(plainCard(uid), 3_000)).toEqual(["held card-proof"]);
  }, 60_000);

  it("leaves books that people can explain, and that anyone makes again without the keys", async () => {
    const held = (await admin({ kind: "held-list" })).match(/^beitillo\S+/gm) ?? [];
    expect(held).toHaveLength(5);
    const [first = ""] = held;
    const explained = await admin({ kind: "explain", deposit: first, language: "en" });
    expect(explained).toContain("the card did not prove that it was there itself (card-proof)");
    // 1.000 + 2.000 + 1.000 + 0.500 + 0.600 kg of plastic at 0.40
    expect(await admin({ kind: "household-show", household: "h001" })).toContain("balance 2.04");
    const again = openSqliteStore(":memory:", defaultConfig());
    await again.replay(gateway.store.events());
    expect(await again.digests()).toEqual(await gateway.store.digests());
    await again.close();
  });
});
