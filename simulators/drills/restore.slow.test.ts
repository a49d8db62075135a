import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { entriesOf } from "../torture/recount.ts";
import { cardOf, openVillage, type TorturedVillage } from "../torture/village-under-torture.ts";
import { booksOf } from "./books.ts";
import { operatorOf } from "./operator.ts";
import { until } from "./until.ts";

/** A household's second card, in use before the backup and given to it after that. */
const LATE_CARD = cardOf(20);
const LATE_ISSUE = { kind: "card-issue", household: "h001", card: LATE_CARD } as const;
const REVOKED = "torture-03";

let village: TorturedVillage;
afterEach(() => village.close());

it("a gateway restored from a backup comes to the same books, by what stations send again", async () => {
  village = await openVillage({ mutant: null, seed: 11, perSecond: 40, desk: true });
  const { admin, approveRequest, rest } = operatorOf(village);
  const backup = join(village.folder, "backup");
  await until("some hundred receipts", () => receipts() >= 300);
  await admin("station", "revoke", REVOKED); // it weighs on, into a chain that nobody knows yet
  await admin("backup", backup);

  const atBackup = receipts();
  expect(await village.act(LATE_ISSUE)).toBeNull();
  await approveRequest(REVOKED);
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
  await approveRequest(REVOKED); // the approval was given after the backup
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
