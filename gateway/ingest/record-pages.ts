import type { BaseLogger } from "pino";
import { fail } from "#contract/result.ts";
import type { PageAnswer, ReceivedPage, Store } from "../store/store.ts";
import { deferredAnswer } from "./receipts.ts";

type Recorder = Pick<Store, "recordPages">;
type Log = Pick<BaseLogger, "error">;

/**
 * Records a batch in one commit. When the store throws, by a bug or a full disk, each half is tried
 * on its own, down to the one page that cannot be recorded: that one is quarantined.
 *
 * @returns an answer for each page, in order; never rejects
 */
export async function recordPages(
  pages: readonly ReceivedPage[],
  store: Recorder,
  log: Log,
): Promise<readonly PageAnswer[]> {
  try {
    return await store.recordPages(pages);
  } catch (error) {
    const [only] = pages;
    if (only === undefined) return [];
    if (pages.length === 1) return [await quarantine(only, error, store, log)];
    const middle = pages.length >> 1;
    const first = await recordPages(pages.slice(0, middle), store, log);
    return [...first, ...(await recordPages(pages.slice(middle), store, log))];
  }
}

/** The store keeps the raw bytes of what it is told is `internal`; if it cannot, the station still has them. */
async function quarantine(
  received: ReceivedPage,
  error: unknown,
  store: Recorder,
  log: Log,
): Promise<PageAnswer> {
  const { range } = received;
  log.error({ err: error, range }, "a page that cannot be recorded");
  try {
    const [answer] = await store.recordPages([{ ...received, page: fail("internal") }]);
    return answer ?? deferredAnswer(range, "internal");
  } catch (again) {
    log.error({ err: again, range }, "nor quarantined: its station keeps it");
    return deferredAnswer(range, "internal");
  }
}
