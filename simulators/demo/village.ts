import { type ClockMaster, openClockMaster } from "../village/clock-master.ts";
import { readRecord, type VillageRecord, writeRecord } from "../village/record.ts";
import type { DemoOptions } from "./args.ts";
import { clearFolder, type Folder, ForeignFolder } from "./folder.ts";

/** The village of a data folder: its time and what of it is kept. */
export type Village = {
  readonly master: ClockMaster;
  record(): VillageRecord;
  /** On the disk when it returns. */
  keep(change: Partial<Pick<VillageRecord, "begun" | "settled">>): void;
  /** Time ends where it is: no process may read it any more. */
  close(): void;
};

/**
 * Goes on with the village of a folder, or begins one now.
 *
 * @throws ForeignFolder
 */
export function openVillage(folder: Folder, { seed }: DemoOptions): Village {
  let record = known(folder, seed) ?? begin(folder, seed ?? DEFAULT_SEED);
  const update = (change: Partial<VillageRecord>) => {
    record = { ...record, ...change };
    writeRecord(folder.village, record);
  };
  const master = openClockMaster(record.untilMs, (untilMs) => update({ untilMs }));
  return {
    master,
    record: () => record,
    keep: update,
    close: () => update({ untilMs: master.close() }),
  };
}

const DEFAULT_SEED = 1;

function known(folder: Folder, seed: number | null): VillageRecord | null {
  const record = readRecord(folder.village);
  if (record === null) return null;
  if (!record.settled) {
    clearFolder(folder);
    return null;
  }
  if (seed === null || seed === record.seed) return record;
  throw new ForeignFolder(
    `The village in ${folder.data} was begun with --seed ${record.seed}: leave --seed out, or choose another --data.`,
  );
}

function begin(folder: Folder, seed: number): VillageRecord {
  const now = Date.now();
  const record: VillageRecord = {
    v: 1,
    seed,
    originMs: now,
    untilMs: now,
    begun: [],
    settled: false,
  };
  writeRecord(folder.village, record);
  return record;
}
