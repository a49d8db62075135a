import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { runProgram } from "../demo/programs.ts";
import { entriesOf } from "../torture/recount.ts";
import { cardOf, openVillage, type TorturedVillage } from "../torture/village-under-torture.ts";
import { booksOf } from "./books.ts";

/** A household's second card, in use before the backup and given to it after that. */
const LATE_CARD = cardOf(20);
const LATE_ISSUE = { kind: "card-issue", household: "h001", card: LATE_CARD } as const;
const REVOKED = "torture-03";
const PATIENCE_MS = 60_000;

let village: TorturedVillage;
afterEach(() => village.close());

it("a gateway restored from a backup comes to the same books, by what stations send again", async () => {
  village = await openVillage({ mutant: null, seed: 11, perSecond: 40, desk: true });
  const backup = join(village.folder, "backup");
  await until("some hundred receipts", () => receipts() >= 300);
  await admin("station", "revoke", REVOKED); // it weighs on, into a chain that nobody knows yet
  await admin("backup", backup);

  const atBackup = receipts();
  expect(await village.act(LATE_ISSUE)).toBeNull();
  await approveRequest();
  await until("200 more receipts", () => receipts() >= atBackup + 200);
  await rest();
  const before = booksOf(village.journal);

  await village.gateway.kill(async () => {
    rmSync(village.data, { recursive: true });
    await admin("restore", backup);
    expect(booksOf(village.journal).entries.length).toBeLessThanOrEqual(
      before.entries.length - 200,
    );
  });
  await approveRequest(); // the approval was given after the backup
  await until("all entries again", () => entriesNow() === before.entries.length);
  await rest();

  const restored = booksOf(village.journal);
  expect(restored.entries).toEqual(before.entries);
  expect(before.balances).not.toHaveProperty(`unclaimed:${LATE_CARD} QAM/2`);
  expect(restored.balances[`unclaimed:${LATE_CARD} QAM/2`]).toBeGreaterThan(0);
  expect(await village.act(LATE_ISSUE)).toBeNull();
  expect(booksOf(village.journal).balances).toEqual(before.balances);
  await Promise.all(village.stations.map(({ victim }) => victim.end()));
  expect(village.stations.map(({ outbox }) => entriesOf(outbox).pending)).toEqual([0, 0, 0]);
}, 180_000);

const receipts = () => village.stations.reduce((sum, station) => sum + station.receipts, 0);
const entriesNow = () => booksOf(village.journal).entries.length;
const admin = (...args: string[]) =>
  runProgram("gateway/admin/main.ts", [...args, "--data", village.data, "--json"]);

/** As the operator does: `status` shows who asks, a person approves. */
async function approveRequest(): Promise<void> {
  const code = await until("a request", async () => (await stationNow())?.requested[0]);
  await admin("station", "approve", REVOKED, String(code));
}

/** null while the gateway opens: then its folder is nobody's to read. */
async function stationNow() {
  const status = await admin("status").catch(() => null);
  if (status === null) return null;
  return statusRows.parse(JSON.parse(status)).stations.find(({ station }) => station === REVOKED);
}

const statusRows = z.object({
  stations: z.array(z.object({ station: z.string(), requested: z.array(z.string()) })),
});

/** Nobody weighs any more, and every station has a receipt for all that it has. */
async function rest(): Promise<void> {
  for (const station of village.stations) station.idle = false;
  await until("rest", () => {
    for (const { victim } of village.stations) victim.tell({ do: "stop-weighing" });
    return village.stations.every(({ idle }) => idle);
  });
}

async function until<Found>(what: string, look: () => Found | Promise<Found>): Promise<Found> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`There never was ${what}.`);
}
