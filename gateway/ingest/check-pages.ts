import type { BaseLogger } from "pino";
import type { PublicJwk } from "#contract/jwk.ts";
import { parsePage } from "#contract/page.ts";
import { fail, type Result } from "#contract/result.ts";
import type { ReceivedPage } from "../store/store.ts";
import { chainKeyOf, pageOf } from "./judge.ts";
import type { Roster } from "./roster.ts";
import type { VerifyPool } from "./verify-pool.ts";

/** A page that has come and was not looked at yet. */
export type Arrived = Omit<ReceivedPage, "page">;

/** Station, chain, signature, readability: what can be judged of a page before the store sees it. */
export type PageChecker = {
  /** One page at once, in this thread: the quickest for a page that comes alone. Never throws. */
  checkOne<P extends Arrived>(page: P, roster: Roster): P & ReceivedPage;
  /** Many, on another thread while this one commits. Never rejects. */
  checkMany<P extends Arrived>(
    pages: readonly P[],
    roster: Roster,
  ): Promise<readonly (P & ReceivedPage)[]>;
};

export function pageChecker(pool: VerifyPool, log: Pick<BaseLogger, "error">): PageChecker {
  /** A bug is this one page's misfortune: it is kept for a person, the others go on. */
  function checkOne<P extends Arrived>(page: P, roster: Roster): P & ReceivedPage {
    const key = roster.keyOf(page.range);
    if (!key.ok) return { ...page, page: key };
    try {
      const chainKey = chainKeyOf(page.range.chain, key.value);
      return { ...page, page: parsePage(page.raw, page.range, chainKey) };
    } catch (error) {
      log.error({ err: error, range: page.range }, "a page that cannot be judged");
      return { ...page, page: fail("internal") };
    }
  }

  async function checkMany<P extends Arrived>(pages: readonly P[], roster: Roster) {
    const keys = pages.map(({ range }) => roster.keyOf(range));
    try {
      const judged = await judgeKnown(pages, keys);
      return pages.map((page, index) => ({ ...page, page: judged[index] ?? fail("internal") }));
    } catch (error) {
      log.error(
        { err: error, pages: pages.length },
        "a batch that cannot be judged: one by one now",
      );
      return pages.map((page) => checkOne(page, roster));
    }
  }

  async function judgeKnown(
    pages: readonly Arrived[],
    keys: readonly Result<PublicJwk, "no-such-station" | "no-such-chain">[],
  ): Promise<ReceivedPage["page"][]> {
    const jobs = pages.flatMap(({ range, raw }, index) => {
      const key = keys[index];
      return key?.ok ? [{ raw: latin1(raw), range, key: key.value }] : [];
    });
    const verdicts = jobs.length === 0 ? [] : [...(await pool.judge(jobs))].reverse();
    return pages.map(({ range }, index) => {
      const key = keys[index] ?? fail("internal");
      if (!key.ok) return key;
      const verdict = verdicts.pop();
      return verdict === undefined ? fail("internal") : pageOf(verdict, range);
    });
  }

  return { checkOne, checkMany };
}

const latin1 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
