import type { DatabaseSync } from "node:sqlite";
import type { Chain, UtcTime } from "#contract/ids.ts";
import type { PageOf } from "./shapes.ts";

/**
 * Receipted entries that must be sent again. Each returns how many it put back. What was refused goes
 * back too, for its id's sake; what stood in conflict never does: a person may have entered it by hand.
 */
export function putBacks(database: DatabaseSync) {
  const AGAIN = `UPDATE entry SET state = 'pending' WHERE receipt_at IS NOT NULL
    AND (state = 'receipted' OR (state = 'dead' AND outcome ->> 'outcome' = 'refused'))`;
  const restored = database.prepare(`${AGAIN} AND receipt_at >= ? AND receipt_at < ?`);
  const from = database.prepare(`${AGAIN} AND chain = ? AND seq >= ? AND receipt_at < ?`);
  // The gateway has these: any receipt may release them, also one of the same millisecond.
  const undated = database.prepare(
    `UPDATE entry SET state = 'pending', receipt_at = NULL
     WHERE state = 'receipted' AND undated_boot = ?`,
  );
  const dated = database.prepare(
    `UPDATE entry SET undated_boot = NULL
     WHERE undated_boot = ? AND chain = ? AND seq BETWEEN ? AND ?`,
  );
  return {
    /** Whose newest receipt a restored gateway has forgotten: given in [since, at). */
    restored: ({ since, at }: { since: UtcTime; at: UtcTime }) =>
      Number(restored.run(since, at).changes),
    /** From the gateway's `next` on, when the settings that say so are newer than the receipt. */
    from: (chain: Chain, next: number, settingsAt: UtcTime) =>
      Number(from.run(chain, next, settingsAt).changes),
    /** Deposits of this boot that were weighed before the clock was set and never sent since it is. */
    undated: (boot: string) => Number(undated.run(boot).changes),
    /** A page with a good clock carries them: they need no other. */
    dated: (boot: string, page: PageOf) => {
      dated.run(boot, page.chain, page.first, page.last);
    },
  };
}
