import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";

const villageRecord = z.strictObject({
  v: z.literal(1),
  seed: z.int(),
  /** Village time, ms since 1970, at which the village began: the real time of that moment. */
  originMs: z.int(),
  /** No village time after this one was ever read by anyone. */
  untilMs: z.int(),
  /** How many of its visits each station has seen begin. */
  begun: z.array(z.int().min(0)),
  /** Households, cards and stations are all known to the gateway. */
  settled: z.boolean(),
});

/** What of the village must outlive its processes. */
export type VillageRecord = z.output<typeof villageRecord>;

/** @returns null where no village was begun @throws when the file is not one of ours */
export function readRecord(file: string): VillageRecord | null {
  const text = readIfThere(file);
  return text === null ? null : villageRecord.parse(JSON.parse(text));
}

/** On the disk when it returns: the old record or the new one is read after a crash, never half of one. */
export function writeRecord(file: string, record: VillageRecord): void {
  const draft = `${file}.draft`;
  onOpen(draft, "w", (handle) => {
    writeSync(handle, `${JSON.stringify(record)}\n`);
    fsyncSync(handle);
  });
  renameSync(draft, file);
  onOpen(dirname(file), "r", fsyncSync);
}

function onOpen(path: string, flags: string, use: (handle: number) => void): void {
  const handle = openSync(path, flags);
  try {
    use(handle);
  } finally {
    closeSync(handle);
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
