import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decimalOf } from "#contract/decimal.ts";
import { requireTool } from "../../tools/require-tool.ts";
import { partsOfAsset } from "../journal/account.ts";
import type { Balance } from "../store/ledger-row.ts";
import { at, card, plastic, sampleStation } from "../store/sample-station.ts";
import { sampleTariff } from "../store/sample-tariff.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Store } from "../store/store.ts";
import { hledgerJournal } from "./hledger.ts";
import { textOf } from "./text-of.ts";

const present = requireTool("hledger", "the trial balance's check by a foreign ledger");

/** Three months and a bit; the gateway's clock is set back over a month's end, and a card is claimed. */
const ARRIVALS = [
  "2026-11-05T08:00:00.000Z",
  "2026-11-30T21:59:00.000Z",
  "2026-12-02T08:00:00.000Z",
  "2026-11-29T08:00:00.000Z",
  "2026-12-31T21:59:59.000Z",
  "2027-02-01T08:00:00.000Z",
];

async function fill(store: Store): Promise<void> {
  const station = sampleStation();
  const acting = { actor: "amal", at: at("2026-10-25T08:00:00.000Z") };
  const { publicJwk: publicKey } = station.key;
  const key = { station: station.station, publicKey, passwordHash: "x" };
  await store.act({ ...acting, kind: "station-enrol", ...key });
  await store.act({ ...acting, kind: "tariff-publish", tariff: sampleTariff() });
  await store.act({ ...acting, kind: "household-add", household: "h001", members: 5 });
  await store.act({ ...acting, kind: "card-issue", household: "h001", card: card("card-1") });
  await store.act({ ...acting, kind: "household-add", household: "h002", members: 5 });
  for (const time of ARRIVALS) {
    const cards = [card("card-1"), card("card-2"), card("card-3")];
    const bags = [4_320, 1_255, 8_000].map((net, index) => {
      const data = { ...plastic(net), card: cards[index] ?? null };
      return station.entry({ at: at(time), data });
    });
    const residual = { ...plastic(700), stream: "residual" };
    bags.push(station.entry({ at: at(time), data: residual }));
    await store.recordPages([station.page(bags, { receivedAt: at(time) })]);
  }
  const claimed = { kind: "card-issue", household: "h002", card: card("card-2") } as const;
  await store.act({ ...acting, at: at("2027-02-01T09:00:00.000Z"), ...claimed });
}

describe.skipIf(!present)("the books, as hledger reads them", () => {
  const folder = mkdtempSync(join(tmpdir(), "qamama-books-"));
  const store = openSqliteStore(join(folder, "journal.db"), {
    scheme: "beitillo",
    timeZone: "Asia/Hebron",
    currency: { code: "QAM", minorUnits: 2 },
  });
  let journal = "";
  beforeAll(async () => {
    await fill(store);
    journal = await textOf(hledgerJournal(store.ledgerEntries(), "Qamama"));
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it.each([[["check"]], [["check", "--strict"]], [["check", "ordereddates"]]])(
    "pass hledger %j, although the clock was set back",
    (args) => {
      expect(journal).toContain("clock-date:2026-11-29");
      expect(hledger(journal, ...args)).toEqual({ status: 0, stdout: "", stderr: "" });
    },
  );

  it("agree with the trial balance in every account and commodity", async () => {
    const expected = (await store.trialBalance(null)).map(csvLineOf).sort();
    expect(expected.length).toBeGreaterThan(15);
    expect(balancesIn(journal)).toEqual(expected);
  });

  it("agree with the trial balance at a position of the past", async () => {
    const position = Math.floor((await store.lastPosition()) / 2);
    async function* upTo() {
      for await (const entry of store.ledgerEntries()) if (entry.position <= position) yield entry;
    }
    const past = await textOf(hledgerJournal(upTo(), "Qamama"));
    const expected = (await store.trialBalance(position)).map(csvLineOf).sort();
    expect(balancesIn(past)).toEqual(expected);
    expect(expected).not.toEqual(balancesIn(journal));
  });

  it("can be checked part by part, each going on where the last one ended", async () => {
    const part = (from: string | null, to: string | null) =>
      textOf(hledgerJournal(store.ledgerEntries(), "Qamama", { from, to }));
    const [first, rest] = [await part(null, "2026-11"), await part("2026-12", null)];
    for (const text of [first, rest]) {
      expect(hledger(text, "check", "--strict")).toMatchObject({ status: 0, stderr: "" });
    }
    expect(rest).toContain("2026-12-01 (14) balances brought forward\n");
    expect(balancesIn(rest)).toEqual(balancesIn(journal));
    expect(balancesIn(rest, "desc:forward")).toEqual(balancesIn(first));
  });

  it("state the balances at each month's end", () => {
    const stated = journal.match(/^\S+ balances .*$/gm);
    expect(stated).toEqual([
      "2026-11-30 balances at the end of 2026-11",
      "2026-12-31 balances at the end of 2026-12",
      "2027-02-01 balances after the last entry, in 2027-02",
    ]);
  });

  it("no longer pass when two amounts of one entry are changed together", () => {
    const forged = journal
      .replace("household:h001  1.73 QAM", "household:h001  1.74 QAM")
      .replace("issuance:plastic  -1.73 QAM", "issuance:plastic  -1.74 QAM");
    expect(forged).not.toBe(journal);
    const { status, stderr } = hledger(forged, "check");
    expect(status).toBe(1);
    expect(stderr).toMatch(/balance assertion/i);
  });

  it("set what is held against what was issued", () => {
    const { stdout } = hledger(journal, "balancesheet", "cur:QAM");
    expect(stdout).toMatch(/Assets[\s\S]*household:h001[\s\S]*Liabilities[\s\S]*issuance:plastic/);
    expect(stdout).toMatch(/^ Net: +\|\| +0 *$/m);
  });
});

function hledger(input: string, ...args: string[]) {
  const env = { ...process.env, LANG: "C.UTF-8" };
  const options = { input, encoding: "utf8", env } as const;
  const { status, stdout, stderr } = spawnSync("hledger", ["-f", "-", ...args], options);
  return { status, stdout, stderr };
}

/** One line for each account and commodity that does not come to zero. */
function balancesIn(journal: string, ...query: string[]): string[] {
  const bare = ["bal", "--flat", "--no-total", "-O", "csv", "--layout=bare"];
  const [, ...lines] = hledger(journal, ...bare, ...query)
    .stdout.trimEnd()
    .split("\n");
  return lines.sort();
}

function csvLineOf({ account, asset, amount }: Balance): string {
  const { code, decimals, stream } = partsOfAsset(asset);
  const commodity = stream === undefined ? code : `${code}:${stream}`;
  return `"${account}","${commodity}","${decimalOf(amount, decimals)}"`;
}
