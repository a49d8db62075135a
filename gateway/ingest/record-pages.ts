import type { BaseLogger } from "pino";
import { fail } from "#contract/result.ts";
import type { PageAnswer, ReceivedPage, Store } from "../store/store.ts";
import { deferredAnswer } from "./receipts.ts";

type Recorder = Pick<Store, "recordPages">;
type Log = Pick<BaseLogger, "error">;

export type Recorded = {
  /** One for each page, in order. */
  readonly answers: readonly PageAnswer[];
  /** Pages that the store took, if only into quarantine. */
  readonly kept: number;
};

/**
 * Records a batch in one commit. When the store throws, by a bug or a full disk, each half is tried
 * on its own, down to the one page that cannot be recorded: that one is quarantined. Never rejects.
 */
export async function recordPages(
  pages: readonly ReceivedPage[],
  store: Recorder,
  log: Log,
): Promise<Recorded> {
  try {
    return { answers: await store.recordPages(pages), kept: pages.length };
  } catch (error) {
    const [only] = pages;
    if (only === undefined) return { answers: [], kept: 0 };
    if (pages.length === 1) return quarantine(only, error, store, log);
    const middle = pages.length >> 1;
    const first = await recordPages(pages.slice(0, middle), store, log);
    const second = await recordPages(pages.slice(middle), store, log);
    const answers = [...first.answers, ...second.answers];
    return { answers, kept: first.kept + second.kept };
  }
}

/** The store keeps the raw bytes of what it is told is `internal`; if it cannot, the station still has them. */
async function quarantine(
  received: ReceivedPage,
  error: unknown,
  store: Recorder,
  log: Log,
): Promise<Recorded> {
  const { range } = received;
  log.error({ err: error, range }, "a page that cannot be recorded");
  try {
    const answers = await store.recordPages([{ ...received, page: fail("internal") }]);
    return { answers, kept: 1 };
  } catch (again) {
    log.error({ err: again, range }, "nor quarantined: its station keeps it");
    return { answers: [deferredAnswer(range, "internal")], kept: 0 };
  }
}
