import type { BaseLogger } from "pino";
import { utcTime } from "#contract/ids.ts";
import type { SigningKey } from "#contract/jwk.ts";
import { parseUplinkTopic, type StationName } from "#contract/topics.ts";
import type { EpochMs } from "#contract/units.ts";
import type { PageAnswer, ReceivedPage, Store } from "../store/store.ts";
import { type Arrived, pageChecker } from "./check-pages.ts";
import { groupByLoad } from "./group-by-load.ts";
import { deferredAnswer, receiptsFor } from "./receipts.ts";
import { recordPages } from "./record-pages.ts";
import type { Roster } from "./roster.ts";
import { openVerifyPool } from "./verify-pool.ts";

export type IngestOptions = {
  readonly store: Pick<Store, "recordPages">;
  readonly roster: () => Promise<Roster>;
  readonly now: () => EpochMs;
  readonly signingKey: () => SigningKey;
  publish(topic: string, payload: string, options: { readonly retain: boolean }): void;
  /** A page came from this station, good or not. */
  noteContact(name: StationName): void;
  readonly log: Pick<BaseLogger, "warn" | "error">;
};

/** From a page as MQTT brought it to its signed receipts. */
export type Ingest = {
  /** Resolves when the page may be acknowledged: after the commit, its receipts on their way. Never rejects. */
  receive(topic: string, payload: Uint8Array): Promise<void>;
  /** Whether the latest batch could be recorded or at least quarantined, in part. */
  works(): boolean;
  close(): Promise<void>;
};

/** One hand for each of two cores; a third would only take time from the commits. */
const VERIFYING_THREADS = 2;
/** About 20 ms of signatures of short pages: more would only keep the committing thread waiting. */
const MAX_PAGES_PER_CHECK = 64;
/** A long page weighs as many short ones: what a check holds in memory is bounded as well. */
const SHORT_PAGE_BYTES = 4_096;
/** A commit of this many takes about a tenth of a second: no receipt should wait for longer. */
const MAX_ENTRIES_PER_COMMIT = 2_000;
/** What may wait in memory; beyond it stations are asked to come again later. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

type Waiting = { readonly acknowledge: () => void };

export function openIngest({ store, log, ...options }: IngestOptions): Ingest {
  const pool = openVerifyPool();
  const checker = pageChecker(pool, log);
  let waitingBytes = 0;
  let works = true;

  const checks = groupByLoad<Arrived & Waiting>(check, {
    hands: VERIFYING_THREADS,
    most: MAX_PAGES_PER_CHECK,
    weightOf: ({ raw }) => Math.ceil(raw.length / SHORT_PAGE_BYTES),
  });
  const commits = groupByLoad<ReceivedPage & Waiting>(commit, {
    hands: 1,
    most: MAX_ENTRIES_PER_COMMIT,
    weightOf: ({ range }) => range.last - range.first + 1,
  });

  async function check(batch: readonly (Arrived & Waiting)[], alone: boolean): Promise<void> {
    try {
      const roster = await options.roster();
      const inline = alone && batch.length === 1;
      const checked = inline
        ? batch.map((page) => checker.checkOne(page, roster))
        : await checker.checkMany(batch, roster);
      for (const page of checked) commits.add(page);
    } catch (error) {
      log.error({ err: error }, "the stations cannot be read");
      works = false;
      answer(batch.map(({ range }) => deferredAnswer(range, "internal")));
      for (const { acknowledge } of batch) acknowledge();
    }
  }

  async function commit(batch: readonly (ReceivedPage & Waiting)[]): Promise<void> {
    const { answers, kept } = await recordPages(batch, store, log);
    works = kept > 0;
    answer(answers);
    for (const { acknowledge } of batch) acknowledge();
  }

  /** After the commit, never before: a receipt is what a station empties its outbox on. */
  function answer(answers: readonly PageAnswer[]): void {
    const receipts = receiptsFor(answers, utcTime(options.now()), options.signingKey());
    for (const { topic, payload } of receipts) options.publish(topic, payload, { retain: false });
  }

  return {
    async receive(topic, raw) {
      const parsed = parseUplinkTopic(topic);
      if (!parsed.ok || parsed.value.leaf !== "journal") {
        log.warn({ topic }, "no page has a topic like this: not answered");
        return;
      }
      const { range } = parsed.value;
      options.noteContact(range);
      if (waitingBytes + raw.length > MAX_WAITING_BYTES) {
        return answer([deferredAnswer(range, "overloaded")]);
      }
      waitingBytes += raw.length;
      await new Promise<void>((acknowledge) => {
        checks.add({ range, raw, receivedAt: options.now(), acknowledge });
      });
      waitingBytes -= raw.length;
    },
    works: () => works,
    async close() {
      await checks.drained();
      await commits.drained();
      await pool.close();
    },
  };
}
