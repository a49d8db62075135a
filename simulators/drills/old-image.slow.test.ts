import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, it } from "vitest";
import { entriesOf, recount } from "../torture/recount.ts";
import { openVillage, type TorturedVillage } from "../torture/village-under-torture.ts";
import { operatorOf } from "./operator.ts";
import { until } from "./until.ts";

let village: TorturedVillage;
afterEach(() => village.close());

it("an old image of a station's disk costs no bag: what it numbers anew is set aside, then it begins a chain", async () => {
  village = await openVillage({ mutant: null, seed: 12, perSecond: 20, desk: true });
  const { approveRequest, rest, status } = operatorOf(village);
  const [station] = village.stations;
  if (station === undefined) throw new Error("there are stations");
  const home = dirname(station.outbox);
  const image = join(village.folder, "image");
  const more = (count: number) => {
    const from = station.receipts;
    return until(`${count} more receipts`, () => station.receipts >= from + count);
  };

  await more(20);
  await station.victim.kill(async () => cpSync(home, image, { recursive: true }));
  await more(60);
  let unsent: readonly string[] = [];
  await station.victim.kill(async () => {
    unsent = keysIn(station.outbox, "pending"); // gone with the disk that is taken out
    rmSync(home, { recursive: true });
    cpSync(image, home, { recursive: true });
  });
  // Until it hears of the gateway, it weighs into numbers that are taken.
  await approveRequest(station.name);
  await rest();

  const conflicts = (await status())?.quarantine.conflicts;
  await Promise.all(village.stations.map(({ victim }) => victim.end()));
  const recorded = new Set(recount(village.journal, {}).recorded);
  const setAside = station.accepted.filter((key) => !recorded.has(key) && !unsent.includes(key));
  expect(chainsOf(station.outbox)).toBe(2);
  expect(setAside.length).toBeGreaterThan(0);
  expect(setAside.sort()).toEqual(keysIn(station.outbox, "dead"));
  expect(setAside).toHaveLength(conflicts ?? 0);
  expect(entriesOf(station.outbox).pending).toBe(0);
}, 180_000);

function keysIn(outbox: string, state: "pending" | "dead"): string[] {
  const db = new DatabaseSync(outbox, { readOnly: true });
  const rows = db.prepare("SELECT chain, seq, hash FROM entry WHERE state = ?").all(state);
  db.close();
  return rows.map(({ chain, seq, hash }) => `${chain}/${seq}/${hash}`).sort();
}

const chainsOf = (outbox: string) =>
  new Set(entriesOf(outbox).keys.map((key) => key.split("/")[0])).size;
