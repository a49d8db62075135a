import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { openRandom } from "../village/random.ts";
import type { Mutant } from "./messages.ts";
import { type EntryKey, entriesOf, missing, recount } from "./recount.ts";
import { openVillage, type TorturedVillage } from "./village-under-torture.ts";

export type KillOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly mutant: Mutant | null;
  readonly log: (line: string) => void;
};

export type KillFigures = {
  readonly kills: { readonly gateway: number; readonly stations: number };
  /** Entries that a station's journal said it had. */
  readonly accepted: number;
  readonly recorded: number;
  readonly lost: number;
  readonly doubled: number;
  /** Recorded by the gateway although no station has them. */
  readonly invented: number;
  readonly unbalanced: number;
  readonly wrongBalances: number;
  readonly integrity: string;
  /** Every outbox came to rest in time. */
  readonly drained: boolean;
};

const DEPOSITS_PER_SECOND = 40;
/** Minor units a kilogram and month caps of docs/examples/tariff.toml. */
const RATES = {
  plastic: { rate: 40, cap: 25_000 },
  glass: { rate: 10, cap: 12_000 },
  paper: { rate: 20, cap: 30_000 },
};
const DRAIN_MS = 90_000;
const LOAD_MS = 5_000;
/** For a new chain to be asked for, and for its first pages. */
const ASK_MS = 10_000;
const SEND_MS = 3_000;

/**
 * Kills gateway and stations at random under load, and counts what is left. Half way a station is
 * revoked: it begins a new chain, which the gateway does not know until it is approved some kills
 * later, so that many pages are transported, acknowledged, and not recorded.
 */
export async function torture(options: KillOptions): Promise<KillFigures> {
  const { kills, seed, mutant, log } = options;
  const village = await openVillage({ mutant, seed, perSecond: DEPOSITS_PER_SECOND });
  try {
    const chance = openRandom(seed, "kill");
    const killed = { gateway: 0, stations: 0 };
    for (let index = 0; index < kills; index += 1) {
      await underLoad(village);
      await sleep(chance.between(0, 500));
      if (index === Math.floor(kills * 0.2)) await revoke(village, "torture-02");
      if (index === Math.floor(kills * 0.6)) await approve(village, "torture-02");
      const hitsGateway = chance.happens(0.5);
      const victim = hitsGateway ? village.gateway : chance.pick(village.stations).victim;
      await victim.kill();
      killed[hitsGateway ? "gateway" : "stations"] += 1;
      if (index % 10 === 9)
        log(`${index + 1} kills, ${acceptedBy(village).length} deposits accepted`);
    }
    await approve(village, "torture-02");
    const drained = await drain(village);
    return { kills: killed, ...(await count(village, log)), drained };
  } finally {
    await village.close();
  }
}

/** A kill finds something only while entries are on their way: until receipts come again, at most so long. */
async function underLoad({ stations }: TorturedVillage): Promise<void> {
  const receipts = () => stations.reduce((sum, station) => sum + station.receipts, 0);
  const before = receipts();
  for (const until = Date.now() + LOAD_MS; receipts() === before && Date.now() < until; ) {
    await sleep(20);
  }
}

const acceptedBy = ({ stations }: TorturedVillage): EntryKey[] =>
  stations.flatMap(({ accepted }) => accepted);

/** Waits until the station weighs into a new chain and has sent what the gateway does not take yet. */
async function revoke(village: TorturedVillage, station: string): Promise<void> {
  await village.act({ kind: "station-revoke", station });
  for (const until = Date.now() + ASK_MS; Date.now() < until; ) {
    await sleep(100);
    if (askedChains(village, station).length > 0) break;
  }
  await sleep(SEND_MS);
}

/** Whatever the station has asked for by now. */
async function approve(village: TorturedVillage, station: string): Promise<void> {
  for (const chain of askedChains(village, station)) {
    await village.act({ kind: "chain-approve", station, code: chain.slice(0, 12) });
  }
}

/** As the gateway's journal of events says; those approved since included. */
function askedChains({ journal }: TorturedVillage, station: string): readonly string[] {
  const db = new DatabaseSync(journal, { readOnly: true });
  const asked = db
    .prepare(`
      SELECT data ->> '$.chain' AS chain FROM event
      WHERE kind = 'chain-requested' AND data ->> '$.station' = ?`)
    .all(station);
  db.close();
  return asked.map(({ chain }) => String(chain));
}

/** No more weighing: everything must find its way within minutes. */
async function drain(village: TorturedVillage): Promise<boolean> {
  const until = Date.now() + DRAIN_MS;
  while (Date.now() < until) {
    for (const { victim } of village.stations) victim.tell({ do: "stop-weighing" });
    await sleep(500);
    if (village.stations.every(({ idle }) => idle)) return true;
    for (const { name } of village.stations) await approve(village, name);
  }
  return false;
}

async function count(village: TorturedVillage, log: KillOptions["log"]) {
  const accepted = acceptedBy(village);
  await Promise.all(village.stations.map(({ victim }) => victim.end()));
  await village.gateway.end();
  const held = village.stations.flatMap(({ outbox }) => entriesOf(outbox).keys);
  const journal = recount(village.journal, RATES);
  const recorded = new Set(journal.recorded);
  const lost = missing(new Set([...accepted, ...held]), recorded);
  const invented = missing(recorded, new Set(held));
  for (const key of lost.slice(0, 5)) log(`lost: ${key}`);
  for (const line of [...journal.unbalanced, ...journal.drifted, ...journal.wrong].slice(0, 5))
    log(line);
  return {
    accepted: accepted.length,
    recorded: recorded.size,
    lost: lost.length,
    doubled: journal.recorded.length - recorded.size,
    invented: invented.length,
    unbalanced: journal.unbalanced.length + journal.drifted.length,
    wrongBalances: journal.wrong.length,
    integrity: journal.integrity,
  };
}
