import type { DatabaseSync } from "node:sqlite";
import type { Slug, UtcTime } from "#contract/ids.ts";
import { EpochMs } from "#contract/units.ts";
import type { ClockReading } from "../../deposit/weighing-time.ts";
import { int } from "./row.ts";

/** One run of a station's monotonic clock. */
export type Boot = { readonly station: Slug; readonly boot: string };
export type UndatedEntry = { readonly chain: number; readonly seq: number };

/** What is known of the stations' clocks, and the deposits that wait for it. */
export type ClockTable = {
  /** Of two readings at one moment the first counts. */
  learn(boot: Boot, reading: { readonly uptimeMs: number; readonly time: UtcTime }): void;
  /** The nearest in uptime; of two at the same distance the earlier one. */
  nearest(boot: Boot, uptimeMs: number): ClockReading | null;
  await(boot: Boot, entry: UndatedEntry): void;
  settle(boot: Boot, entry: UndatedEntry): void;
  waiting(boot: Boot): readonly UndatedEntry[];
};

export function openClockTable(db: DatabaseSync): ClockTable {
  const sql = {
    learn: db.prepare("INSERT OR IGNORE INTO clock_reading VALUES (?, ?, ?, ?)"),
    nearest: db.prepare(`
      SELECT uptime, time FROM (
        SELECT * FROM (SELECT uptime, time FROM clock_reading
          WHERE station = ?1 AND boot = ?2 AND uptime <= ?3 ORDER BY uptime DESC LIMIT 1)
        UNION ALL
        SELECT * FROM (SELECT uptime, time FROM clock_reading
          WHERE station = ?1 AND boot = ?2 AND uptime > ?3 ORDER BY uptime LIMIT 1)
      ) ORDER BY abs(uptime - ?3), uptime LIMIT 1`),
    await: db.prepare("INSERT OR IGNORE INTO undated VALUES (?, ?, ?, ?)"),
    settle: db.prepare(
      "DELETE FROM undated WHERE station = ? AND boot = ? AND chain = ? AND seq = ?",
    ),
    waiting: db.prepare(
      "SELECT chain, seq FROM undated WHERE station = ? AND boot = ? ORDER BY chain, seq",
    ),
  };
  return {
    learn({ station, boot }, { uptimeMs, time }) {
      sql.learn.run(station, boot, uptimeMs, Date.parse(time));
    },
    nearest({ station, boot }, uptimeMs) {
      const row = sql.nearest.get(station, boot, uptimeMs);
      if (row === undefined) return null;
      return { uptimeMs: int(row, "uptime"), time: EpochMs(int(row, "time")) };
    },
    await({ station, boot }, { chain, seq }) {
      sql.await.run(station, boot, chain, seq);
    },
    settle({ station, boot }, { chain, seq }) {
      sql.settle.run(station, boot, chain, seq);
    },
    waiting({ station, boot }) {
      const rows = sql.waiting.all(station, boot);
      return rows.map((row) => ({ chain: int(row, "chain"), seq: int(row, "seq") }));
    },
  };
}
